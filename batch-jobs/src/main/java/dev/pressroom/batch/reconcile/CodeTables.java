package dev.pressroom.batch.reconcile;

import static java.time.ZoneOffset.UTC;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.ParcelStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Every version of every carrier's code table that was ever used, so that a version means the same for ever. */
final class CodeTables {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    CodeTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the carrier's table; returns what is wrong with it, one line for each code that changed under the same version. */
    List<String> keep(CarrierProfile carrier, Instant now) {
        Map<String, ParcelStatus> statuses = new TreeMap<>(carrier.codes().statuses());
        jdbc.sql("""
            INSERT INTO code_tables (carrier, version, statuses, first_used_at) VALUES (:carrier, :version, CAST(:statuses AS jsonb), :now)
            ON CONFLICT DO NOTHING
            """).param("carrier", carrier.id()).param("version", carrier.codes().version())
                .param("statuses", JSON.writeValueAsString(statuses)).param("now", now.atOffset(UTC)).update();
        String used = jdbc.sql("SELECT statuses FROM code_tables WHERE carrier = :carrier AND version = :version")
                .param("carrier", carrier.id()).param("version", carrier.codes().version()).query(String.class).single();
        Map<String, String> before = JSON.readValue(used, new TypeReference<TreeMap<String, String>>() {
        });
        List<String> changed = new ArrayList<>();
        statuses.forEach((code, status) -> {
            if (!status.name().equals(before.remove(code))) {
                changed.add(problem(carrier, code));
            }
        });
        before.keySet().forEach(code -> changed.add(problem(carrier, code)));
        return changed;
    }

    private static String problem(CarrierProfile carrier, String code) {
        return "carrier %s: code '%s' means something else than when version %s of the table was first used; give codes.version a new value, then run --remap"
                .formatted(carrier.id(), code, carrier.codes().version());
    }
}
