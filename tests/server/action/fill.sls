queue Failed {}
table Or‸ders {
}
