// Cookies from anywhere.
api A { cors: { origins: ["*"], credentials: true } }
