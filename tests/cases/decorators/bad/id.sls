// An id that CloudFormation does not take.
@id("my-queue")
queue Jobs {}
