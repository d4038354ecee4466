queue   A   {   retain: 1 h   }
‸
queue   B { retain: 1 h }
