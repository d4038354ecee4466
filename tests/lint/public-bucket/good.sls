bucket Site {}
