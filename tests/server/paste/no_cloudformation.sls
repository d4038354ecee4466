queue Jobs {}
‸
----
A Type: of text that is no template, Resources: none
