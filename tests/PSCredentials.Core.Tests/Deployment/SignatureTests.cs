using PSCredentials.Protection;

namespace PSCredentials.Tests.Deployment;

public sealed class SignatureTests
{
    // The example that libraries of the standard test themselves by.
    [Fact]
    public void A_signature_is_that_of_the_standard() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookKey.Sign(
            WebhookKey.Read(new SecretText("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""));
}
