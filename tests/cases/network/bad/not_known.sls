param zones: number
param range: string
network A { zones: zones, cidr: range }
