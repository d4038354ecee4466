// Security groups that name each other, without a cycle.
network N { nat: none }
security_group A { network: N, allow: [{ from: B, port: 80 }] }
security_group B { network: N, allow: [{ from: A, port: 443 }] }
