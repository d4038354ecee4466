@replaceable("it is filled anew every night")
@delete
table Orders { key: { customer: string } }
