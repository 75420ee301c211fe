package io.github.usagebudget.simulator;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Partner Center's {@code usagebudget} and its lists of customers and usage records. Refuses any request that the documentation does
 * not allow, even if the real service accepts it (a missing MS-RequestId, another letter case). Source: docs/partner-center.md.
 */
public final class PartnerCenter extends SimulatedService {
    static final String AUDIENCE = "https://api.partnercenter.microsoft.com";
    private static final Pattern RESOURCE =
            Pattern.compile("/v1/customers/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/usagebudget");
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    /** Customers whose requests always get the same status: {@code …-000000000503} gets a 503. */
    private static final Pattern FAULTY = Pattern.compile("00000000-0000-0000-0000-000000000([45]\\d\\d)");

    private final Entra entra;
    private final Clock clock;
    /** Sorted, because the lists are sorted. */
    private final Map<String, Optional<String>> budgets = new ConcurrentSkipListMap<>();

    private final CustomerLists lists = new CustomerLists(budgets);
    private final Map<String, Deque<SimulatedFault>> scripts = new ConcurrentHashMap<>();

    // Mutable state
    private volatile long latency;
    private volatile Bucket bucket = new Bucket(0, 0, 0);

    PartnerCenter(Entra entra, Clock clock, Consumer<RecordedRequest> witness) {
        super("partner-center", witness);
        this.clock = clock;
        this.entra = entra;
    }

    /** Adds a customer with a budget. */
    public void customer(String id, String amount) {
        budgets.put(id, Optional.of(amount));
    }

    /** Removes all customers. */
    public void forgetCustomers() {
        budgets.clear();
        lists.forget();
    }

    /** Adds a customer without a budget. */
    public void customerWithoutBudget(String id) {
        budgets.put(id, Optional.empty());
    }

    /** The ids of all customers. */
    public Set<String> budgets() {
        return Set.copyOf(budgets.keySet());
    }

    /** The customer's current budget with all its digits; empty if there is none. */
    public Optional<String> budget(String id) {
        return budgets.get(id);
    }

    /** Applies these faults to the next requests for this customer, one each. */
    public void script(String id, SimulatedFault... faults) {
        scripts.computeIfAbsent(id, key -> new ArrayDeque<>()).addAll(java.util.List.of(faults));
    }

    @Override
    void clearFaults() {
        super.clearFaults();
        scripts.clear();
    }

    /** Throttles all requests above this rate and burst. */
    public void limit(int perSecond, int burst) {
        bucket = new Bucket(perSecond, burst, 0);
    }

    /** Throttles this percentage of all requests, at any rate. */
    public void refuse(int percent) {
        bucket = new Bucket(0, 0, percent);
    }

    /** Throttles no requests. */
    public void unlimited() {
        bucket = new Bucket(0, 0, 0);
    }

    /** How many requests passed since the limit was last set. */
    public long served() {
        return bucket.served();
    }

    /** How many requests were throttled since the limit was last set. */
    public long refused() {
        return bucket.refused();
    }

    /** Sets how long each answer takes. */
    public void latency(long milliseconds) {
        latency = milliseconds;
    }

    @Override
    Reply answer(RecordedRequest request) {
        if (!bucket.tryAcquire()) return SimulatedFault.throttled(1).apply(null, null);
        if (latency > 0) LockSupport.parkNanos(latency * 1_000_000);
        if (request.method().equals("GET") && request.path().equals("/v1/customers")) return customers(request);
        if (request.method().equals("GET") && request.path().equals("/v1/customers/usagerecords"))
            return usageRecords(request);
        var resource = RESOURCE.matcher(request.path());
        if (!resource.matches()) return error(404, 1000, "Not found: " + request.path());
        var customer = resource.group(1);
        var script = scripts.getOrDefault(customer, new ArrayDeque<>());
        SimulatedFault fault;
        synchronized (script) {
            fault = script.poll();
        }
        return fault == null ? answer(request, customer) : fault.apply(request, r -> answer(r, customer));
    }

    private Reply answer(RecordedRequest request, String customer) {
        var refusal = refusal(request);
        if (refusal.isPresent()) return identified(refusal.get(), request);
        var faulty = FAULTY.matcher(customer);
        if (faulty.matches()) {
            var status = Integer.parseInt(faulty.group(1));
            return identified(alwaysFailing(status), request);
        }
        if (!budgets.containsKey(customer))
            return identified(error(404, 60003, "Tenant not found: " + customer), request);
        if (request.method().equals("PATCH")) {
            var requested = requestedAmount(request.body());
            if (requested.isEmpty())
                return identified(error(400, 800002, "Invalid request input: not a SpendingBudget"), request);
            budgets.put(customer, requested.get());
        }
        return identified(Reply.json(200, resource(customer, request.method())), request);
    }

    /** A page of the partner's customers (docs/partner-center.md, "List of customers"). */
    private Reply customers(RecordedRequest request) {
        var refusal = refusal(request);
        return identified(refusal.orElseGet(() -> page(lists.customers(request))), request);
    }

    private static Reply page(Optional<Map<String, Object>> page) {
        return page.map(found -> Reply.json(200, found)).orElseGet(() -> error(400, 2000, "No such page."));
    }

    /** Sets the customer's company name and domain. */
    public void name(String id, String companyName, String domain) {
        lists.name(id, companyName, domain);
    }

    /** Sets the customer's relationship to the partner, which is {@code reseller} by default. */
    public void relate(String id, String relationship) {
        lists.relate(id, relationship);
    }

    /** Sets the currency that the customer is billed in, which is {@code EUR} by default. */
    public void bill(String id, String currency) {
        lists.bill(id, currency);
    }

    /** Sets how many customers or usage records a page has at most. */
    public void pageSize(int size) {
        lists.pageSize(size);
    }

    /** Removes the customer's usage record, so that only a read of its budget shows the amount. */
    public void removeUsageRecord(String id) {
        lists.removeUsageRecord(id);
    }

    /** A page of all customers' usage records. Only an app with a user can read them (docs/partner-center.md, "Usage records"). */
    private Reply usageRecords(RecordedRequest request) {
        var refusal = refusal(request);
        if (refusal.isPresent()) return identified(refusal.get(), request);
        var claims =
                entra.verified(request.header("Authorization").substring(7)).orElseThrow();
        if (claims.get("scp") == null)
            return identified(
                    error(403, 900329, "This resource doesn't support application-only authentication"), request);
        return identified(page(lists.usageRecords(request)), request);
    }

    /** An error with a code that is common for the status (docs/partner-center.md, "Error codes"). */
    private static Reply alwaysFailing(int status) {
        if (status == 429) return SimulatedFault.throttled(57).apply(null, null);
        var code = switch (status) {
            case 400 -> 2000;
            case 401 -> 900421;
            case 403 -> 20002;
            case 404 -> 60003;
            case 409 -> 900278;
            default -> 800003;
        };
        return error(status, code, "The customer's id asks for this status.");
    }

    private Optional<Reply> refusal(RecordedRequest request) {
        if (!Set.of("GET", "PATCH").contains(request.method()))
            return Optional.of(error(405, 405, "Method not allowed"));
        var bearer = request.headers().getOrDefault("authorization", "");
        var claims = bearer.startsWith("Bearer ")
                ? entra.verified(bearer.substring(7))
                : Optional.<Map<String, Object>>empty();
        if (claims.isEmpty()) return Optional.of(error(401, 400, "Access denied"));
        if (!AUDIENCE.equals(claims.get().get("aud")))
            return Optional.of(error(401, 900420, "The audience in the token is invalid"));
        if (claims.get().get("scp") != null
                && !String.valueOf(claims.get().get("amr")).contains("mfa"))
            return Optional.of(error(401, 900421, "The token was obtained without MFA"));
        if (Long.parseLong(claims.get().get("exp").toString())
                <= clock.instant().getEpochSecond())
            return Optional.of(error(401, 400, "Access denied: the token has expired"));
        return headerFault(request).map(fault -> error(400, 2000, fault));
    }

    private static Optional<String> headerFault(RecordedRequest request) {
        for (var id : new String[] {"MS-RequestId", "MS-CorrelationId"}) {
            if (request.header(id) == null || !GUID.matcher(request.header(id)).matches())
                return Optional.of(id + " must be a GUID.");
        }
        if (!"application/json".equals(request.header("Accept")))
            return Optional.of("Accept must be application/json.");
        if (!"v1".equals(request.header("MS-Contract-Version"))) return Optional.of("MS-Contract-Version must be v1.");
        if (!"en-US".equals(request.header("X-Locale"))) return Optional.of("X-Locale must be en-US.");
        var json = request.headers().getOrDefault("content-type", "").matches("application/json(;\\s*charset=utf-8)?");
        return request.method().equals("PATCH") && !json
                ? Optional.of("Content-Type must be application/json.")
                : Optional.empty();
    }

    /** The requested amount, which is empty for a removal; empty if the body is not exactly a spending budget. */
    private static Optional<Optional<String>> requestedAmount(String body) {
        try {
            var resource = Json.object(body);
            var type = resource.get("Attributes") instanceof Map<?, ?> map ? map : Map.of();
            var amount = resource.get("Amount");
            var known = resource.keySet().equals(Set.of("Amount", "Attributes"))
                    && type.equals(Map.of("ObjectType", "SpendingBudget"));
            if (!known) return Optional.empty();
            if (amount == null) return Optional.of(Optional.empty());
            if (!(amount instanceof Json.Digits digits) || digits.text().matches(".*[eE].*")) return Optional.empty();
            return new BigDecimal(digits.text()).signum() < 0
                    ? Optional.empty()
                    : Optional.of(Optional.of(digits.text()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Map<String, Object> resource(String customer, String method) {
        var amount = budgets.get(customer).<Object>map(Json.Digits::new).orElse(null);
        var resource = new LinkedHashMap<String, Object>();
        resource.put("amount", amount);
        resource.put("usageSpendingBudget", amount);
        resource.put("attributes", Json.map("objectType", "SpendingBudget"));
        resource.put(
                "links",
                Json.map(
                        "self",
                        Json.map(
                                "uri",
                                "/v1/customers/" + customer + "/usagebudget",
                                "method",
                                method,
                                "headers",
                                java.util.List.of())));
        return resource;
    }

    /** The MS-RequestId of the response differs from the request's (docs/partner-center.md, "Ids and repetition"). */
    private static Reply identified(Reply reply, RecordedRequest request) {
        return reply.with("MS-RequestId", java.util.UUID.randomUUID().toString())
                .with("MS-CorrelationId", String.valueOf(request.header("MS-CorrelationId")))
                .with("MS-CV", "simulated.0");
    }

    private static Reply error(int status, int code, String description) {
        return SimulatedFault.status(status, code, description).apply(null, null);
    }
}
