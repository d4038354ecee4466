resource Images: AWS::ECR::Repository {}

resource Others: AWS::ECR::Repository {
  ImageScanningConfiguration: { ScanOnPush: false }
}
