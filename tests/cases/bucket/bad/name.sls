// Names that S3 does not take.
bucket A { name: "My_Bucket" }
bucket B { name: "192.168.0.1" }
