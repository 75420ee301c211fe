package io.github.usagebudget.testing;

import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;

/** The running application and one customer, who has a budget of 80. */
public abstract class CustomerFixture extends ApplicationFixture {
    protected final String customer = TestCaller.newCustomer();

    @BeforeEach
    void a_customer_with_a_budget_of_80() {
        simulator.partnerCenter().customer(customer, "80");
    }

    /** Sets the customer's budget to 100. */
    protected final ValidatableResponse update() {
        return TestCaller.asks(customer, "\"amount\":100");
    }
}
