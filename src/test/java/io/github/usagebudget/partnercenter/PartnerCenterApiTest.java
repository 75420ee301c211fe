package io.github.usagebudget.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.usagebudget.budget.Budget.BudgetAmount;
import io.github.usagebudget.http.BlockingCall;
import io.github.usagebudget.http.RestClients;
import io.github.usagebudget.partnercenter.PartnerCenterApi.SpendingBudgetResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The declarative client can be awaited and subscribed to. */
@QuarkusTest
class PartnerCenterApiTest {
    private static final int AT_ONCE = 8;

    private final CyclicBarrier allHere = new CyclicBarrier(AT_ONCE);
    private HttpServer server;
    private boolean together;

    @BeforeEach
    void an_upstream_that_echoes() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            try (exchange) {
                var body = exchange.getRequestBody().readAllBytes();
                // answers requests only after all have arrived
                if (together) allHere.await();
                exchange.sendResponseHeaders(exchange.getRequestMethod().equals("PATCH") ? 200 : 404, body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void can_be_awaited() throws Exception {
        var answer = BlockingCall.await(patch("100.10"), Duration.ofSeconds(30));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .asString()
                .isEqualTo("{\"Amount\":100.10,\"Attributes\":{\"ObjectType\":\"SpendingBudget\"}}");
    }

    @Test
    void can_be_subscribed_to_so_that_one_thread_sends_many_requests() {
        together = true;
        List<CompletableFuture<RestResponse<byte[]>>> underWay = new ArrayList<>();
        for (var i = 0; i < AT_ONCE; i++) underWay.add(patch("1").subscribeAsCompletionStage());
        for (var answer : underWay) assertThat(answer.join().getStatus()).isEqualTo(200);
    }

    private Uni<RestResponse<byte[]>> patch(String amount) {
        var api = RestClients.build(
                PartnerCenterApi.class,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
        var budget = SpendingBudgetResource.of(Optional.of(new BudgetAmount(new BigDecimal(amount))));
        return api.patch(UUID.randomUUID().toString(), "Bearer x", UUID.randomUUID(), UUID.randomUUID(), null, budget);
    }
}
