// After govuk-one-login/di-account-management-frontend at 0ed6ba2a (MIT), deploy/template.yaml: a listener that is excused from HTTPS
// (`checkov:skip=CKV_AWS_2`, "Certificate generation must be resolved before the listener can use HTTPS."), and uses it.
// rules: unused-allow
param application_load_balancer: string
param application_load_balancer_target_group: string
param certificate: string

@allow(plain-http-listener, "certificate generation must be resolved before the listener can use HTTPS")
resource ApplicationLoadBalancerListenerHTTPS: AWS::ElasticLoadBalancingV2::Listener {
  DefaultActions:  [{ TargetGroupArn: application_load_balancer_target_group, Type: "forward" }]
  LoadBalancerArn: application_load_balancer
  Port:            443
  Protocol:        "HTTPS"
  Certificates:    [{ CertificateArn: certificate }]
  SslPolicy:       "ELBSecurityPolicy-FS-1-2-Res-2020-10"
}
