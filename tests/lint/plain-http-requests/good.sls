bucket Uploads
