bucket Site { public_read: true }
