table Orders { name: "${aws.stack_name}-orders", key: { id: string } }
