// What an override writes is checked as a raw resource is.
queue Jobs {
  override { DelaySecond: 5, KmsDataKeyReusePeriodSeconds: 1 }
}
