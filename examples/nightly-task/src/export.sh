key="$(date -u +%F).json"
aws dynamodb scan --table-name "$TABLE" --output json > /tmp/export.json
aws s3 cp /tmp/export.json "s3://$EXPORTS/$key" --only-show-errors
echo "wrote $key"
