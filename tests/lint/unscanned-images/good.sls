resource Images: AWS::ECR::Repository {
  ImageScanningConfiguration: { ScanOnPush: true }
}
