package dev.pressroom.app.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.pressroom.orders.JobKey;
import dev.pressroom.storage.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JobLocksTest {

    private final Database database = Database.fresh();
    @AutoClose
    private final HikariDataSource pool = pool();
    @AutoClose
    private final JobLocks here = new JobLocks(pool);
    @AutoClose
    private final JobLocks elsewhere = new JobLocks(database.source());

    private HikariDataSource pool() {
        HikariDataSource made = new HikariDataSource();
        made.setJdbcUrl(database.url());
        made.setMaximumPoolSize(2);
        made.setConnectionTimeout(1000);
        return made;
    }

    private static JobKey job(int n) {
        return JobKey.parse("A-" + n + "-1-a1");
    }

    @Test
    void letsOneCallWorkOnAJobOverAllInstances() {
        assertThat(here.acquire(job(1))).isTrue();

        assertThat(here.acquire(job(1))).isFalse();
        assertThat(elsewhere.acquire(job(1))).isFalse();
        assertThat(elsewhere.acquire(job(2))).isTrue();

        here.release(job(1));
        assertThat(elsewhere.acquire(job(1))).isTrue();
        elsewhere.release(job(1));
        elsewhere.release(job(2));
    }

    @Test
    void callsThatHangUseUpOneConnectionHoweverManyTheyAre() throws Exception {
        for (int call = 0; call < 50; call++) {
            assertThat(here.acquire(job(call))).isTrue();
        }

        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isOne();
        try (var free = pool.getConnection()) {
            assertThat(free.isValid(1)).isTrue();
        }
    }

    @Test
    void takesItsLocksAgainAfterTheRecordWasAway() {
        here.acquire(job(1));
        database.away(() -> assertThatThrownBy(() -> here.acquire(job(2))).hasMessageContaining("A-2-1-a1"));

        assertThat(here.acquire(job(2))).isTrue();

        assertThat(elsewhere.acquire(job(1))).isFalse();
        assertThat(elsewhere.acquire(job(2))).isFalse();
        here.release(job(1));
        assertThat(elsewhere.acquire(job(1))).isTrue();
    }

    @Test
    void aLockEndsWithItsInstance() {
        here.acquire(job(1));

        here.close();

        assertThat(elsewhere.acquire(job(1))).isTrue();
    }
}
