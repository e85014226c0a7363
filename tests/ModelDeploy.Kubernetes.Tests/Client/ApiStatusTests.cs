using System.Net;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Client;

public sealed class ApiStatusTests
{
    [Theory]
    [InlineData(409, "AlreadyExists", ApiReason.AlreadyExists)]
    [InlineData(409, "Conflict", ApiReason.Conflict)]
    [InlineData(410, "Expired", ApiReason.Expired)]
    [InlineData(410, "Gone", ApiReason.Expired)]
    [InlineData(404, "NotFound", ApiReason.NotFound)]
    [InlineData(422, "Invalid", ApiReason.Invalid)]
    [InlineData(403, "Forbidden", ApiReason.Forbidden)]
    [InlineData(401, "Unauthorized", ApiReason.Unauthorized)]
    [InlineData(429, "TooManyRequests", ApiReason.TooManyRequests)]
    [InlineData(500, "InternalError", ApiReason.Unavailable)]
    [InlineData(504, "Timeout", ApiReason.Timeout)]
    [InlineData(418, "Teapot", ApiReason.Other)]
    public void The_servers_own_reason_counts(int code, string reason, ApiReason expected)
    {
        var body = $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"why","reason":"{{reason}}","code":{{code}}}""";

        var error = ApiStatus.Read((HttpStatusCode)code, body, null);

        Assert.Equal((expected, "why", code), (error.Reason, error.Message, error.Status));
    }

    [Theory]
    [InlineData(502, "<html>Bad Gateway</html>", ApiReason.Unavailable, "<html>Bad Gateway</html>")]
    [InlineData(429, "", ApiReason.TooManyRequests, "HTTP 429")]
    [InlineData(404, "404 page not found", ApiReason.NotServed, "404 page not found")]
    [InlineData(404, "", ApiReason.NotServed, "HTTP 404")]
    [InlineData(410, "{\"kind\":\"Other\"}", ApiReason.Expired, "{\"kind\":\"Other\"}")]
    [InlineData(409, "{\"kind\":\"Status\",\"code\":\"x\"}", ApiReason.Conflict, "{\"kind\":\"Status\",\"code\":\"x\"}")]
    public void A_proxy_on_the_way_is_understood_by_its_code(int code, string body, ApiReason expected, string message)
    {
        var error = ApiStatus.Read((HttpStatusCode)code, body, TimeSpan.FromSeconds(3));

        Assert.Equal((expected, message, TimeSpan.FromSeconds(3)), (error.Reason, error.Message, error.RetryAfter));
    }

    [Fact]
    public void The_fields_at_fault_are_named()
    {
        var error = ApiStatus.Read(HttpStatusCode.UnprocessableEntity, """
            {"kind":"Status","message":"invalid","reason":"Invalid","code":422,"details":{"retryAfterSeconds":2,
             "causes":[{"reason":"FieldValueInvalid","message":"must be at least 1","field":"spec.replicas"}]}}
            """, null);

        Assert.Equal([new ApiCause("spec.replicas", "must be at least 1")], error.Causes);
        Assert.Equal(TimeSpan.FromSeconds(2), error.RetryAfter);
    }
}
