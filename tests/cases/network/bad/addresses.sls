network A { cidr: "10.0.0.0" }
network B { cidr: "10.0.0.0/8" }
network C { cidr: "10.0.1.0/16" }
network D { cidr: "10.0.0.0/28", zones: 3 }
network E { zones: 7 }
