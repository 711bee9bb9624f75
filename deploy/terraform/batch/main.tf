locals {
  array = length(var.carriers) > 1

  # Without the number of the job (array jobs) the job takes all carriers.
  environment = merge({
    PRESSROOM_DB_URL  = var.database_url
    PRESSROOM_DB_USER = var.database_user
  }, local.array ? { PRESSROOM_BATCH_CARRIERS = join(",", var.carriers) } : {})
}

resource "aws_cloudwatch_log_group" "jobs" {
  name              = "/${var.name}/batch-jobs"
  retention_in_days = 30
}

resource "aws_batch_compute_environment" "jobs" {
  compute_environment_name = "${var.name}-nightly"
  type                     = "MANAGED"
  compute_resources {
    type               = "FARGATE"
    max_vcpus          = 2 * length(var.carriers)
    subnets            = var.subnets
    security_group_ids = var.security_groups
  }
}

resource "aws_batch_job_queue" "jobs" {
  name     = "${var.name}-nightly"
  state    = "ENABLED"
  priority = 1
  compute_environment_order {
    order               = 1
    compute_environment = aws_batch_compute_environment.jobs.arn
  }
}

resource "aws_batch_job_definition" "reconcile" {
  name                  = "${var.name}-reconcile"
  type                  = "container"
  platform_capabilities = ["FARGATE"]
  propagate_tags        = true

  container_properties = jsonencode({
    image            = var.image
    executionRoleArn = aws_iam_role.execution.arn
    jobRoleArn       = aws_iam_role.job.arn
    # The image's entry point is in exec form: the JVM is process 1 and gets the SIGTERM itself.
    command = ["reconcile", "--drop", var.drop, "--carriers", "/mnt/pressroom/carriers",
    "--report", "/mnt/pressroom/reports", "--writers", tostring(var.writers)]
    environment = [for name, value in local.environment : { name = name, value = value }]
    secrets     = [{ name = "PRESSROOM_DB_PASSWORD", valueFrom = var.database_password_secret }]
    resourceRequirements = [
      { type = "VCPU", value = "2" },
      { type = "MEMORY", value = "4096" },
    ]
    networkConfiguration = { assignPublicIp = "DISABLED" }
    volumes = [{
      name                   = "pressroom"
      efsVolumeConfiguration = { fileSystemId = var.file_system, transitEncryption = "ENABLED" }
    }]
    mountPoints = [{ sourceVolume = "pressroom", containerPath = "/mnt/pressroom", readOnly = false }]
    logConfiguration = {
      logDriver = "awslogs"
      options   = { "awslogs-group" = aws_cloudwatch_log_group.jobs.name, "awslogs-stream-prefix" = "reconcile" }
    }
    fargatePlatformConfiguration = { platformVersion = "LATEST" }
  })

  timeout {
    attempt_duration_seconds = var.attempt_seconds
  }

  # The exit codes of `reconcile` (docs/carriers/README.md). What matches nothing would be repeated, so the last rule matches everything.
  retry_strategy {
    attempts = 4
    # Stopped by SIGTERM, or killed: it continues where it stopped.
    evaluate_on_exit {
      on_exit_code = "143"
      action       = "RETRY"
    }
    evaluate_on_exit {
      on_exit_code = "137"
      action       = "RETRY"
    }
    # The drop is not there yet.
    evaluate_on_exit {
      on_exit_code = "4"
      action       = "RETRY"
    }
    # A reason of ours or the machine's, the network or the bucket: it continues.
    evaluate_on_exit {
      on_exit_code = "1"
      action       = "RETRY"
    }
    # 2 wrong arguments or a carrier's profile, 3 bad data (a person is needed), 5 another run is active, 134 out of memory, and all others.
    evaluate_on_exit {
      on_reason = "*"
      action    = "EXIT"
    }
  }
}

# A queue of Batch is no templated target of the Scheduler; the universal target calls SubmitJob. It may call twice: the second run ends with 5.
resource "aws_scheduler_schedule" "nightly" {
  name                         = "${var.name}-reconcile"
  schedule_expression          = var.schedule
  schedule_expression_timezone = var.schedule_timezone
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:scheduler:::aws-sdk:batch:submitJob"
    role_arn = aws_iam_role.scheduler.arn
    input = jsonencode(merge({
      JobName       = "${var.name}-reconcile"
      JobQueue      = aws_batch_job_queue.jobs.arn
      JobDefinition = aws_batch_job_definition.reconcile.arn
    }, local.array ? { ArrayProperties = { Size = length(var.carriers) } } : {}))
    retry_policy {
      maximum_retry_attempts = 3
    }
  }
}
