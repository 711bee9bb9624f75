output "job_queue" {
  value = aws_batch_job_queue.jobs.arn
}

output "job_definition" {
  value = aws_batch_job_definition.reconcile.arn
}

output "service_drop_policy" {
  description = "What the role of the service needs, whose routes fetch carriers' files into a drop in S3 (PRESSROOM_DROP); null when the drop is a folder."
  value = local.drop_in_s3 ? jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:ListBucket", Resource = "arn:aws:s3:::${local.drop_bucket}" },
      { Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = local.drop_objects },
    ]
  }) : null
}
