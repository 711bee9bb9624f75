package dev.pressroom.app.printing;

import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./pressroom printer list}: one line per printer, then what is wrong with the others; exit 1 if anything is. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the printers of the configuration, with what they make and can. Exit 1 when a profile has problems.")
final class PrinterList implements Callable<Integer> {

    @Mixin
    ConfigFolder config = new ConfigFolder();

    @Override
    public Integer call() {
        PrinterProfiles all = config.load();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PRINTER", "DIALECT", "BY", "MAKES", "SHIPS TO", "CAN"));
        for (PrinterProfile profile : all.profiles().values()) {
            rows.add(List.of(profile.id(), profile.dialect(), profile.http() != null ? "HTTP" : profile.sftp() != null ? "SFTP" : "SQS",
                    String.join(" ", profile.products().keySet()), countries(profile), verbs(Dialects.of(profile))));
        }
        int[] widths = new int[rows.getFirst().size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(("%-" + widths[i] + "s  ").formatted(row.get(i)));
            }
            System.out.println(line.toString().stripTrailing());
        }
        all.problems().forEach(System.out::println);
        System.out.println(all.profiles().size() + " printers in " + config.printers() + ", " + all.problems().size() + " problems");
        return all.problems().isEmpty() ? 0 : 1;
    }

    private static String countries(PrinterProfile profile) {
        List<String> countries = profile.countries();
        return countries.isEmpty() ? "all" : countries.size() <= 4 ? String.join(" ", countries) : countries.size() + " countries";
    }

    private static String verbs(Dialect dialect) {
        List<String> verbs = new ArrayList<>();
        if (dialect instanceof Dialect.Submits) {
            verbs.add("submit");
        }
        if (dialect instanceof Dialect.LooksUp) {
            verbs.add("look-up");
        }
        if (dialect instanceof Dialect.Cancels) {
            verbs.add("cancel");
        }
        if (dialect instanceof Dialect.Readdresses) {
            verbs.add("readdress");
        }
        if (dialect instanceof Dialect.Lists) {
            verbs.add("list");
        }
        if (dialect instanceof Dialect.Reads) {
            verbs.add("read");
        }
        return String.join(" ", verbs);
    }
}
