bucket Uploads {}
