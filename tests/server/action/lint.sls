param unu‸sed: string
queue Failed {}
