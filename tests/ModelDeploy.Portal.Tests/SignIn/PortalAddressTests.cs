using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Tests.SignIn;

public sealed class PortalAddressTests
{
    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080")]
    [InlineData("http://0.0.0.0:5080", "http://localhost:5080")]
    [InlineData("http://[::]:80", "http://localhost:80")]
    [InlineData("https://*:8443", "https://localhost:8443")]
    [InlineData("http://+:8080/", "http://localhost:8080")]
    [InlineData("http://192.168.1.7:5080", "http://192.168.1.7:5080")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080")]
    public void A_bound_address_becomes_one_that_a_browser_can_open(string bound, string expected) =>
        Assert.Equal(expected, PortalAddress.Reachable(bound));
}
