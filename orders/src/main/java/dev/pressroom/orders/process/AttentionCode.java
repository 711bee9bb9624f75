package dev.pressroom.orders.process;

/** Why a person is needed: the closed catalogue. */
public enum AttentionCode {
    NO_PRINTER("No printer can make these items for this country now.", //
            "Read the decision's reasons; resume a printer or change the routing policy, then retry; or cancel the order."), //
    ON_HOLD("A person holds the order: nothing more goes to a printer.", //
            "Release it, or cancel it."), //
    ARTWORK_REFUSED("A photo or design cannot be printed as it is.", //
            "Ask the customer for a better file, cancel this order and place it again under a new id."), //
    ARTWORK_UNAVAILABLE("A photo cannot be fetched, or is not the file that was ordered.", //
            "Make the photo reachable again at its URL; Pressroom keeps trying. Otherwise cancel the order."), //
    PRINTER_REJECTED("The printer refused the job, and no other printer can take it.", //
            "Read the printer's reason; mend the cause and retry, reroute to a printer of your choice, or cancel. Pressroom keeps looking for another."), //
    PRINTER_CANCELLED("The printer cancelled a job, or a part of it, that nobody here cancelled.", //
            "Ask the printer why; reroute or reprint what is missing, or resolve it as closed."), //
    OUTCOME_UNKNOWN("Nobody knows whether the printer has the job.", //
            "Ask the printer for the job's reference; then resolve it as at the printer or not at the printer. Pressroom keeps looking it up."), //
    DEFERRED_TOO_LONG("The printer cannot be reached or takes no jobs, and no other can take this one.", //
            "Check the printer's health; Pressroom keeps trying. Or reroute to a printer of your choice."), //
    PRINTER_SILENT("The printer has the job and has not accepted it in time.", //
            "Ask the printer about the job's reference; reroute it if another printer can make it."), //
    PRODUCTION_LATE("The printer accepted the job and has not begun it in time.", //
            "Ask the printer for a new date."), //
    DISPATCH_LATE("The job has not been shipped in time.", //
            "Ask the printer for a new date and tell the customer."), //
    PARCEL_SILENT("A parcel was shipped and not delivered in time, or its carrier went silent.", //
            "Ask the carrier about the parcel and tell the customer."), //
    PARCEL_RETURNING("A parcel is on its way back.", //
            "Find out why from the carrier; reprint it to the right address, or resolve the job as closed."), //
    PARCEL_LOST("The carrier lost a parcel.", //
            "Reprint what was in it, or resolve the job as closed once it is refunded."), //
    JOB_HELD("The printer holds the job.", //
            "Read the printer's reason and clear it with the printer."), //
    JOB_FAILED("The printer could not make the job.", //
            "Read the printer's reason; reroute or reprint it, or cancel."), //
    ARTWORK_NOT_FETCHED("The printer could not fetch the artwork.", //
            "Check that the artwork's URL can be reached from outside."), //
    DUPLICATE_RISK("A printer works on a job that was taken back from it.", //
            "Call that printer to stop it, then resolve the job as not at the printer; or stop the other one, then resolve it as closed, or as delivered once the customer has it."), //
    STEP_FAILED("A step of ours failed again and again.", //
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
