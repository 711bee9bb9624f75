data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

# Starts the container: image, log, password.
resource "aws_iam_role" "execution" {
  name               = "${var.name}-batch-execution"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_iam_role_policy" "password" {
  name = "password"
  role = aws_iam_role.execution.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = var.database_password_secret }]
  })
}

# What the job itself may do: nothing in AWS but read a drop in S3.
resource "aws_iam_role" "job" {
  name               = "${var.name}-batch-job"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

locals {
  drop_in_s3   = startswith(var.drop, "s3://")
  drop_bucket  = local.drop_in_s3 ? split("/", var.drop)[2] : ""
  drop_objects = "${trimsuffix(replace(var.drop, "s3://", "arn:aws:s3:::"), "/")}/*"
}

resource "aws_iam_role_policy" "drop" {
  count = local.drop_in_s3 ? 1 : 0
  name  = "drop"
  role  = aws_iam_role.job.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:ListBucket", Resource = "arn:aws:s3:::${local.drop_bucket}" },
      { Effect = "Allow", Action = "s3:GetObject", Resource = local.drop_objects },
    ]
  })
}

data "aws_iam_policy_document" "scheduler" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "scheduler" {
  name               = "${var.name}-batch-scheduler"
  assume_role_policy = data.aws_iam_policy_document.scheduler.json
}

resource "aws_iam_role_policy" "submit" {
  name = "submit"
  role = aws_iam_role.scheduler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "batch:SubmitJob"
      Resource = [aws_batch_job_queue.jobs.arn, "${aws_batch_job_definition.reconcile.arn_prefix}:*", aws_batch_job_definition.reconcile.arn]
    }]
  })
}
