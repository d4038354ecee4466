// An escape that there is not.
queue Jobs { tags: { path: "C:\dir" } }
