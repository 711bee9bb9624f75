package dev.pressroom.orders.process;

/** Why a person is needed: the closed catalogue. */
public enum AttentionCode {
    NO_PRINTER("No printer can make these items for this country now.",
            "Check which printers make the product and whether they are paused; then cancel the order or resume a printer."), ARTWORK_REFUSED(
                    "A photo or design cannot be printed as it is.",
                    "Ask the customer for a better file, cancel this order and place it again under a new id."), ARTWORK_UNAVAILABLE(
                            "A photo cannot be fetched, or is not the file that was ordered.",
                            "Make the photo reachable again at its URL; Pressroom keeps trying. Otherwise cancel the order."), PRINTER_REJECTED(
                                    "The printer refused the job.",
                                    "Read the printer's reason; mend the cause, cancel this order and place it again."), PRINTER_CANCELLED(
                                            "The printer cancelled a job that nobody here cancelled.",
                                            "Ask the printer why; cancel the order or place it again."), OUTCOME_UNKNOWN(
                                                    "Nobody knows whether the printer has the job.",
                                                    "Ask the printer for the job's reference before anything is sent again; Pressroom keeps looking it up."), DEFERRED_TOO_LONG(
                                                            "The printer cannot be reached or takes no jobs.",
                                                            "Check the printer's health; Pressroom keeps trying."), PRINTER_SILENT(
                                                                    "The printer has the job and has not accepted it in time.",
                                                                    "Ask the printer about the job's reference."), DISPATCH_LATE(
                                                                            "The job has not been shipped in time.",
                                                                            "Ask the printer for a new date and tell the customer."), PARCEL_SILENT(
                                                                                    "A parcel was shipped and not delivered in time.",
                                                                                    "Ask the carrier about the parcel and tell the customer."), PARCEL_RETURNING(
                                                                                            "A parcel is on its way back.",
                                                                                            "Find out why from the carrier; agree with the customer what to do."), PARCEL_LOST(
                                                                                                    "The carrier lost a parcel.",
                                                                                                    "Agree with the customer on a new order or a refund."), JOB_HELD(
                                                                                                            "The printer holds the job.",
                                                                                                            "Read the printer's reason and clear it with the printer."), JOB_FAILED(
                                                                                                                    "The printer could not make the job.",
                                                                                                                    "Read the printer's reason; place the order again or cancel it."), ARTWORK_NOT_FETCHED(
                                                                                                                            "The printer could not fetch the artwork.",
                                                                                                                            "Check that the artwork's URL can be reached from outside."), STEP_FAILED(
                                                                                                                                    "A step of ours failed again and again.",
                                                                                                                                    "Read the service's log for the step named here; it is a defect of ours.");

    private final String what;
    private final String nextStep;

    AttentionCode(String what, String nextStep) {
        this.what = what;
        this.nextStep = nextStep;
    }

    public String what() {
        return what;
    }

    public String nextStep() {
        return nextStep;
    }
}
