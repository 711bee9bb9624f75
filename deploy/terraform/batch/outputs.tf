output "job_queue" {
  value = aws_batch_job_queue.jobs.arn
}

output "job_definition" {
  value = aws_batch_job_definition.reconcile.arn
}
