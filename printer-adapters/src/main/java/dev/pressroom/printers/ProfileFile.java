package dev.pressroom.printers;

import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.printers.PrinterProfile.HttpTransport;
import dev.pressroom.printers.PrinterProfile.Limits;
import dev.pressroom.printers.PrinterProfile.Print;
import dev.pressroom.printers.PrinterProfile.PrinterProduct;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.PrinterProfile.SqsTransport;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One printer's file, read.
 *
 * @param id as far as it could be read, else empty
 * @param idLine where it is
 * @param profile absent if there is any problem
 */
record ProfileFile(Path file, String id, int idLine, Optional<PrinterProfile> profile, List<Problem> problems) {

    /** How pages are spread over files. */
    private enum Layout {
        BLOCK, ONE_FILE_PER_PRINT
    }

    Problem idTaken(List<ProfileFile> same) {
        String others = String.join(", ",
                same.stream().filter(other -> !other.file().equals(file)).map(other -> other.file().toString()).toList());
        return new Problem(file.toString(), idLine, "'id' " + id + " is also the id of " + others,
                "give each printer its own; none of them is used");
    }

    static ProfileFile read(Path file, @Nullable ProductCatalogue catalogue, Secrets references) {
        Problems problems = new Problems(file);
        byte[] bytes = problems.bytes();
        if (!problems.none()) {
            return new ProfileFile(file, "", 1, Optional.empty(), problems.inOrder());
        }
        Section top = new Section("", Yaml.read(bytes, problems), problems);
        if (!problems.none() && top.keys().isEmpty()) {
            return new ProfileFile(file, "", 1, Optional.empty(), problems.inOrder());
        }
        PrinterProfile profile = new Reading(top, catalogue, references).profile(Hash.sha256(bytes));
        return new ProfileFile(file, profile.id(), top.line("id"), problems.none() ? Optional.of(profile) : Optional.empty(),
                problems.inOrder());
    }

    private record Reading(Section top, @Nullable ProductCatalogue catalogue, Secrets references) {

        PrinterProfile profile(String hash) {
            Optional<Dialects.Kind> kind = kind();
            ZoneId zone = top.zone("zone");
            PrinterProfile profile = new PrinterProfile(id(), top.text("name", "say what people call this printer"),
                    top.text("dialect", ""),
                    zone, products(), services(), top.texts("carriers"), statuses(kind), countries(), ClockSettings.read(top, zone),
                    names(kind),
                    limits(),
                    http(kind), sftp(kind), sqs(kind), settings(kind), hash);
            top.close();
            return profile;
        }

        private Optional<Dialects.Kind> kind() {
            String hint = "give one of " + Dialects.names();
            String name = top.text("dialect", hint);
            Optional<Dialects.Kind> kind = Dialects.kind(name);
            if (kind.isEmpty() && !name.isEmpty()) {
                top.problem("dialect", "is '" + name + "', which is unknown", hint);
            }
            return kind;
        }

        private String id() {
            String hint = "give 1 to 40 of a-z, 0-9 and dash; it names the printer for ever";
            String id = top.text("id", hint);
            if (!id.isEmpty() && !id.matches("[a-z0-9-]{1,40}")) {
                top.problem("id", "is '" + id + "'", hint);
            }
            return id;
        }

        private Map<String, PrinterProduct> products() {
            Section section = top.required("products", "map each of our products that this printer makes to its article and print");
            Map<String, PrinterProduct> products = new LinkedHashMap<>();
            for (String product : section.keys()) {
                Section one = section.required(product, "give its article and print");
                if (catalogue != null && catalogue.product(product).isEmpty()) {
                    section.problem(product, "is no product of ours", "enter it in products.yaml or correct the name");
                }
                products.put(product,
                        new PrinterProduct(one.text("article", "give the printer's article number"), print(one)));
                one.close();
            }
            return products;
        }

        private static Print print(Section product) {
            Section print = product.required("print",
                    "give profile, or layout, trimWidth, trimHeight, bleed, pageMinimum, pageMaximum, pageMultiple");
            String profile = print.optionalText("profile");
            if (profile != null) {
                print.close();
                return new Print(profile, Layout.BLOCK.name(), 0, 0, 0, 0, 0, 1);
            }
            Print read = new Print(print.oneOf("layout", Layout.class).name(), print.millimetres("trimWidth", 10, 5000),
                    print.millimetres("trimHeight", 10, 5000), print.millimetres("bleed", 0, 50), print.integer("pageMinimum", 1, 10_000),
                    print.integer("pageMaximum", 1, 10_000), print.integer("pageMultiple", 1, 64));
            if (read.pageMaximum() < read.pageMinimum()) {
                print.problem("pageMaximum", "is below pageMinimum", "give at least " + read.pageMinimum());
            }
            print.close();
            return read;
        }

        private Map<ServiceLevel, String> services() {
            Section section = top.required("services", "map at least STANDARD to the printer's shipping method");
            Map<ServiceLevel, String> services = new EnumMap<>(ServiceLevel.class);
            for (ServiceLevel level : ServiceLevel.values()) {
                String method = section.optionalText(level.name());
                if (method != null) {
                    services.put(level, method);
                }
            }
            section.close();
            if (services.isEmpty() && !section.keys().isEmpty()) {
                top.problem("services", "maps no service level", "map at least STANDARD to the printer's shipping method");
            }
            return services;
        }

        private Map<String, String> statuses(Optional<Dialects.Kind> kind) {
            Section section = top.optional("statuses");
            if (section == null) {
                return Map.of();
            }
            Map<String, String> statuses = new LinkedHashMap<>();
            Set<String> events = kind.map(Dialects.Kind::statusEvents).orElse(Set.of());
            for (String code : section.keys()) {
                String event = section.text(code, "give the event it means");
                statuses.put(code, event);
                if (kind.isPresent() && events.isEmpty()) {
                    section.problem(code, "is not read: the dialect knows all its statuses", "delete it");
                } else if (kind.isPresent() && !event.isEmpty() && !events.contains(event)) {
                    section.problem(code, "is '" + event + "'", "give one of " + String.join(", ", new TreeSet<>(events)));
                }
            }
            return statuses;
        }

        private List<String> countries() {
            List<String> countries = top.list("countries");
            countries.stream().filter(country -> !country.matches("[A-Z]{2}"))
                    .forEach(country -> top.problem("countries", "has '" + country + "'",
                            "give ISO codes of two capital letters, such as DE"));
            return countries;
        }

        private NameRule names(Optional<Dialects.Kind> kind) {
            Section names = top.required("names", "give maxLength and alphabet");
            NameRule rule = new NameRule(names.integer("maxLength", 6, 128), names.oneOf("alphabet", NameRule.Alphabet.class));
            if (kind.isPresent() && kind.get().digits() != (rule.alphabet() == NameRule.Alphabet.DIGITS)) {
                names.problem("alphabet", "is " + rule.alphabet(),
                        kind.get().digits()
                                ? "printers of this dialect take DIGITS only"
                                : "DIGITS is for printers that take numbers only");
            }
            names.close();
            return rule;
        }

        private Limits limits() {
            Section limits = top.required("limits", "give concurrency and timeout");
            Limits read = new Limits(limits.integer("concurrency", 1, 1000), limits.duration("timeout"),
                    limits.optionalInteger("perMinute", 1, 100_000));
            limits.close();
            return read;
        }

        /** The section of a transport, if the dialect is of that one; another's is told as out of place. */
        private @Nullable Section transport(Optional<Dialects.Kind> kind, Dialects.Transport transport, String key, String hint) {
            if (kind.isEmpty() || kind.get().transport() == transport) {
                return kind.isEmpty() ? top.optional(key) : top.required(key, hint);
            }
            if (top.optional(key) != null) {
                top.problem(key, "is not used by the dialect " + kind.get().name(), "delete it");
            }
            return null;
        }

        private @Nullable HttpTransport http(Optional<Dialects.Kind> kind) {
            Section http = transport(kind, Dialects.Transport.HTTP, "http", "give baseUrl, auth and poll");
            if (http == null) {
                return null;
            }
            HttpAccess access = HttpAccess.read(http, references);
            String baseUrl = http.filledIn("baseUrl", "give the address without the path of the version", references);
            if (baseUrl.matches("[^/]*//[^/]*@.*")) {
                http.problem("baseUrl", "holds a login", "leave it out of the address and give it under auth, as a reference");
            } else if (!baseUrl.isEmpty() && !baseUrl.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?(?<!/)")) {
                http.problem("baseUrl", "is '" + baseUrl + "'", "give http:// or https:// and a host, without a slash at the end");
            }
            HttpTransport read = new HttpTransport(baseUrl, access.headers(), http.duration("poll"), access.oauth(), access.signing(),
                    access.tls());
            http.close();
            return read;
        }

        private @Nullable SftpTransport sftp(Optional<Dialects.Kind> kind) {
            Section sftp = transport(kind, Dialects.Transport.SFTP, "sftp",
                    "give host, port, user, privateKey or password, knownHosts, folders, poll");
            if (sftp == null) {
                return null;
            }
            SftpTransport read = new SftpTransport(sftp.filledIn("host", "give the server's name", references), port(sftp),
                    sftp.filledIn("user", "give the login", references), sftp.optionalSecret("password"), sftp.optionalSecret("privateKey"),
                    sftp.filledIn("knownHosts", "give the server's known_hosts line; it cannot be trusted without", references),
                    places(kind, sftp, "folders"), sftp.duration("poll"), sftp.optionalInteger("sessions", 1, 1000),
                    sftp.optionalDuration("temporaryFilesKept"), sftp.optionalDuration("settle"));
            if (read.password() == null && read.privateKey() == null) {
                sftp.problem("privateKey", "is missing", "give privateKey or password as a reference");
            }
            sftp.close();
            return read;
        }

        private int port(Section sftp) {
            String hint = "give a number from 1 to 65535";
            String port = sftp.filledIn("port", hint, references);
            if (port.matches("[1-9]\\d{0,4}") && Integer.parseInt(port) <= 65_535) {
                return Integer.parseInt(port);
            }
            if (!port.isEmpty()) {
                sftp.problem("port", "is '" + port + "'", hint);
            }
            return 22;
        }

        private @Nullable SqsTransport sqs(Optional<Dialects.Kind> kind) {
            Section sqs = transport(kind, Dialects.Transport.SQS, "sqs", "give region, queues and, where it pulls tickets, claimToken");
            if (sqs == null) {
                return null;
            }
            String claimToken = kind.isPresent() && kind.get().pulls()
                    ? sqs.secret("claimToken", "the printer shows it when it fetches a ticket: write ${env:NAME}")
                    : sqs.optionalSecret("claimToken");
            SqsTransport read = new SqsTransport(sqs.optionalFilledIn("endpoint", references),
                    sqs.filledIn("region", "give the queue's region, such as eu-central-1", references), sqs.optionalSecret("accessKey"),
                    sqs.optionalSecret("secretKey"), places(kind, sqs, "queues"), claimToken);
            if ((read.accessKey() == null) != (read.secretKey() == null)) {
                sqs.problem("accessKey", "and 'secretKey' belong together", "give both, or none to use the machine's own role");
            }
            sqs.close();
            return read;
        }

        /** Folders or queues by the names that the dialect uses, all of them. */
        private Map<String, String> places(Optional<Dialects.Kind> kind, Section transport, String key) {
            if (kind.isEmpty()) {
                return transport.texts(key);
            }
            Set<String> names = new TreeSet<>(kind.get().places());
            Section section = transport.required(key, "give " + String.join(", ", names));
            Map<String, String> places = new LinkedHashMap<>();
            names.forEach(name -> places.put(name, section.filledIn(name, "the dialect needs it", references)));
            section.close();
            return places;
        }

        private Map<String, String> settings(Optional<Dialects.Kind> kind) {
            if (kind.isEmpty()) {
                return top.texts("settings");
            }
            Set<String> needed = kind.get().settings();
            Section section = needed.isEmpty()
                    ? top.optional("settings")
                    : top.required("settings", "give " + String.join(", ", new TreeSet<>(needed)));
            if (section == null) {
                return Map.of();
            }
            Map<String, String> settings = new LinkedHashMap<>();
            needed.stream().sorted().forEach(name -> settings.put(name, section.text(name, "the dialect needs it")));
            for (String name : new TreeSet<>(kind.get().optionalSettings())) {
                // An address may differ from place to place, a token is a secret: a name's ending tells.
                String text = name.endsWith("Url")
                        ? section.optionalFilledIn(name, references)
                        : name.endsWith("Token") ? section.optionalSecret(name) : section.optionalText(name);
                if (text != null && !text.isEmpty()) {
                    settings.put(name, text);
                }
            }
            section.close();
            return settings;
        }
    }
}
