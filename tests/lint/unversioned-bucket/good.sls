bucket Uploads { versioned: true }
