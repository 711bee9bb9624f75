variable "name" {
  description = "Prefix of all names."
  type        = string
  default     = "pressroom"
}

variable "image" {
  description = "The image of the nightly jobs (batch-jobs/Dockerfile), by digest."
  type        = string
}

variable "carriers" {
  description = "Ids of the carriers. With more than one, each is a job of the array: the n-th job takes the n-th carrier of this list."
  type        = list(string)
  validation {
    condition     = length(var.carriers) > 0 && length(var.carriers) == length(distinct(var.carriers))
    error_message = "Name each carrier once, and at least one."
  }
}

variable "subnets" {
  type = list(string)
}

variable "security_groups" {
  description = "Must let the jobs reach the database, and the file system of the drop."
  type        = list(string)
}

variable "database_url" {
  description = "jdbc:postgresql://HOST:5432/pressroom?currentSchema=pressroom&sslmode=verify-full"
  type        = string
}

variable "database_user" {
  type    = string
  default = "pressroom"
}

variable "database_password_secret" {
  description = "ARN of the secret whose value is the password."
  type        = string
}

variable "file_system" {
  description = "Id of the EFS file system that holds drop/, carriers/ and reports/, as the service's routes mount it."
  type        = string
}

variable "drop" {
  description = "Where the carriers' files are: the folder of the file system, or s3://BUCKET/PREFIX, which the job may then read."
  type        = string
  default     = "/mnt/pressroom/drop"
}

variable "schedule" {
  description = "When the nightly run begins."
  type        = string
  default     = "cron(30 3 * * ? *)"
}

variable "schedule_timezone" {
  type    = string
  default = "Europe/Berlin"
}

variable "attempt_seconds" {
  description = "An attempt that takes longer is ended; AWS Batch does not repeat it, the next night continues."
  type        = number
  default     = 3600
  validation {
    condition     = var.attempt_seconds >= 60
    error_message = "AWS Batch takes 60 seconds at least."
  }
}

variable "writers" {
  description = "Writers of each job; two use two vCPUs."
  type        = number
  default     = 2
}
