package dev.pressroom.app.api;

import dev.pressroom.app.api.OrderRequest.Crop;
import dev.pressroom.app.api.OrderRequest.Item;
import dev.pressroom.app.api.OrderRequest.Photo;
import dev.pressroom.app.api.Products.Product;
import dev.pressroom.orders.Address;
import dev.pressroom.orders.OrderIds;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.preflight.DesignPreflight;
import dev.pressroom.rendering.profiles.PrintProfile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a shop's order, or tells everything that is wrong with it. Messages quote nothing of the address but its country. */
final class OrderReader {

    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int MAX_ITEMS = 100;
    private static final int MAX_PHOTOS = 2000;
    private static final int MAX_URL = 2000;
    private static final Address NOWHERE = new Address("", null, "", null, "", "", null, "", null, null);

    private final Products products;

    OrderReader(Products products) {
        this.products = products;
    }

    OrderRequest read(byte[] body) {
        JsonFields order = new JsonFields(StrictJson.read(body));
        if (!order.problems().isEmpty()) {
            throw ProblemType.INVALID_ORDER.exception(order.problems());
        }
        OrderRequest request = new OrderRequest(id(order, "orderId"), order.oneOf("service", ServiceLevel.class), shipTo(order),
                items(order));
        order.done();
        if (!order.problems().isEmpty()) {
            throw ProblemType.INVALID_ORDER.exception(order.problems());
        }
        return request;
    }

    private static String id(JsonFields object, String field) {
        String id = object.text(field, 64);
        if (!id.isEmpty() && !OrderIds.valid(id)) {
            object.problem(field, JsonFields.shown(id) + " has characters that an id may not have",
                    "use 1 to 64 letters, digits, dots, underscores and dashes: " + OrderIds.RULE);
        } else if (id.equals(".") || id.equals("..")) {
            // The address of such an order leads elsewhere.
            object.problem(field, JsonFields.shown(id) + " names a folder of a path", "use an id with a letter or a digit in it");
        }
        return id;
    }

    static Address shipTo(JsonFields order) {
        JsonFields to = order.object("shipTo", true);
        if (to == null) {
            return NOWHERE;
        }
        Address address = new Address(to.text("name", 100), to.optionalText("company", 100), to.text("line1", 100),
                to.optionalText("line2", 100), to.text("postalCode", 20), to.text("city", 100), to.optionalText("state", 50),
                to.text("country", 100), to.optionalText("email", 254), to.optionalText("phone", 30));
        if (!address.country().isEmpty() && !COUNTRIES.contains(address.country())) {
            to.problem("country", JsonFields.shown(address.country()) + " is not a country code",
                    "write the ISO 3166-1 alpha-2 code in capitals, for example DE");
        }
        if (address.email() != null && !address.email().contains("@")) {
            to.problem("email", "is not an e-mail address", "give one like name@example.org, or leave it out");
        }
        to.done();
        return address;
    }

    private List<Item> items(JsonFields order) {
        List<Item> items = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonFields object : order.objects("items", MAX_ITEMS, "give at least one item [{...}, ...]")) {
            Item item = item(object);
            if (!item.itemId().isEmpty() && !ids.add(item.itemId())) {
                object.problem("itemId", JsonFields.shown(item.itemId()) + " is the id of another item of this order too",
                        "give each item an id of its own");
            }
            items.add(item);
        }
        return items;
    }

    private Item item(JsonFields object) {
        Item item = new Item(id(object, "itemId"), object.text("product", 100), object.integer("quantity", 1, 1000), photos(object),
                design(object));
        Optional<Product> product = products.find(item.product());
        if (product.isEmpty() && !item.product().isEmpty()) {
            object.problem("product", JsonFields.shown(item.product()) + " is not a product",
                    "order one of " + String.join(", ", products.skus()));
        }
        Design design = item.design();
        if (design == null) {
            product.filter(rule -> !object.has("design")).ifPresent(rule -> checkPhotoCount(object, item, rule));
        } else {
            checkPhotoNames(object, item, design);
            product.ifPresent(rule -> checkFit(object, item.product(), design, rule));
        }
        object.done();
        return item;
    }

    private static @Nullable Design design(JsonFields item) {
        String json = item.json("design");
        if (json == null) {
            return null;
        }
        try {
            return Design.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException wrong) {
            // Its lines are not those of the order.
            item.problem("design", "cannot be read: " + String.valueOf(wrong.getMessage()).replaceFirst("^line \\d+(, |: )", ""),
                    "correct it; docs/rendering.md tells the format");
            return null;
        }
    }

    /** A photo that is missing is told now and not when the order is to be printed. */
    private static void checkPhotoNames(JsonFields object, Item item, Design design) {
        Set<String> names = new HashSet<>();
        for (Photo photo : item.photos()) {
            if (photo.name() == null || !names.add(photo.name())) {
                object.problem("photos", "has a photo without a name, or two of the same", "give each photo of a design a name of its own");
                return;
            }
        }
        design.photos().stream().filter(name -> !names.contains(name)).forEach(
                name -> object.problem("photos", "has no " + JsonFields.shown(name) + ", which the design names",
                        "give the photo of that name"));
    }

    /** What no printer of the product could print is told now, while the customer is still there. */
    private static void checkFit(JsonFields object, String product, Design design, Product rule) {
        List<Finding> fewest = List.of();
        for (PrintProfile print : rule.prints()) {
            List<Finding> errors = DesignPreflight.withoutPhotos(design, print).stream()
                    .filter(finding -> finding.severity() == Finding.Severity.ERROR).toList();
            if (errors.isEmpty()) {
                return;
            }
            fewest = fewest.isEmpty() || errors.size() < fewest.size() ? errors : fewest;
        }
        fewest.forEach(finding -> object.problem("design", "is not one for " + product + ": " + told(finding), finding.nextStep()));
    }

    private static String told(Finding finding) {
        Integer page = finding.place().page();
        return (finding.place().cover() ? "cover: " : page == null ? "" : "page " + page + ": ") + finding.code().says()
                + (finding.measured().isEmpty() ? "" : " (" + finding.measured() + ")")
                + (finding.required().isEmpty() ? "" : ", wanted: " + finding.required());
    }

    private static void checkPhotoCount(JsonFields object, Item item, Product rule) {
        if (!rule.prints().isEmpty() && rule.prints().stream().allMatch(print -> print.cover() != null)) {
            object.problem("design", "is missing, and " + item.product() + " has a cover",
                    "send a design with a cover; docs/rendering.md tells the format");
            return;
        }
        int photos = item.photos().size();
        if (photos > 0 && (photos < rule.minPhotos() || photos > rule.maxPhotos())) {
            object.problem("photos", "has " + photos + " photos, which " + item.product() + " does not take",
                    rule.minPhotos() == rule.maxPhotos()
                            ? "give exactly " + rule.minPhotos()
                            : "give " + rule.minPhotos() + " to " + rule.maxPhotos());
        }
    }

    private static List<Photo> photos(JsonFields item) {
        return item.objects("photos", MAX_PHOTOS, "give the photos to print, in page order [{\"url\": ...}, ...]").stream()
                .map(OrderReader::photo)
                .toList();
    }

    private static Photo photo(JsonFields photo) {
        String name = photo.optionalText("name", 200);
        String url = photo.text("url", MAX_URL);
        if (!url.isEmpty() && !isHttp(url)) {
            photo.problem("url", "is not an http or https address", "give an address from which the photo can be fetched");
        }
        String sha256 = photo.optionalText("sha256", 64);
        if (sha256 != null && !SHA256.matcher(sha256).matches()) {
            photo.problem("sha256", "is not a SHA-256", "give 64 hex digits, or leave it out");
        }
        Crop crop = crop(photo);
        photo.done();
        return new Photo(name, url, sha256 == null ? null : sha256.toLowerCase(Locale.ROOT), crop);
    }

    private static @Nullable Crop crop(JsonFields photo) {
        JsonFields crop = photo.object("crop", false);
        if (crop == null) {
            return null;
        }
        Crop read = new Crop(crop.number("x", 0, 1), crop.number("y", 0, 1), crop.number("zoom", 1, 100));
        crop.done();
        return read;
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = new URI(url);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null
                    && uri.getPort() <= 65_535;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
