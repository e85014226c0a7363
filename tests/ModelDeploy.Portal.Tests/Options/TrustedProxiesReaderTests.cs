using Microsoft.Extensions.Configuration;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Tests.Options;

public sealed class TrustedProxiesReaderTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7/32")]
    [InlineData("192.0.2.0/24", "192.0.2.0/24")]
    [InlineData("192.0.2.7/32", "192.0.2.7/32")]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("::1", "::1/128")]
    [InlineData("2001:DB8:0::7", "2001:db8::7/128")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    [InlineData("fc00::/7", "fc00::/7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7/32")]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.0/24")]
    public void An_address_is_a_network_of_one(string text, string network)
    {
        Assert.True(TrustedProxiesReader.TryParse(text, out var read, out var because));
        Assert.Equal((IPNetwork.Parse(network), null), (read, because));
    }

    [Theory]
    [InlineData("proxy.example", "is neither an address")]
    [InlineData("10.1", "is neither an address")]
    [InlineData("010.0.0.1", "is neither an address")]
    [InlineData("167772161", "is neither an address")]
    [InlineData("192.0.2.7:443", "is neither an address")]
    [InlineData("[2001:db8::7]", "is neither an address")]
    [InlineData("[2001:db8::7]:443", "is neither an address")]
    [InlineData("fe80::1%eth0", "is neither an address")]
    [InlineData("192.0.2.0/", "is neither an address")]
    [InlineData("192.0.2.0/33", "is neither an address")]
    [InlineData("192.0.2.0/-1", "is neither an address")]
    [InlineData("192.0.2.0/+24", "is neither an address")]
    [InlineData("192.0.2.0/255.255.255.0", "is neither an address")]
    [InlineData("192.0.2.0/24/8", "is neither an address")]
    [InlineData("2001:db8::/129", "is neither an address")]
    [InlineData("/8", "is neither an address")]
    [InlineData("*", "is neither an address")]
    [InlineData("192.0.2.7/24", "is no network: its first address is 192.0.2.0. Write 192.0.2.0/24")]
    [InlineData("2001:db8::7/32", "is no network: its first address is 2001:db8::. Write 2001:db8::/32")]
    [InlineData("0.0.0.0/0", "is wider than any network of one's own")]
    [InlineData("::/0", "is wider than any network of one's own")]
    [InlineData("128.0.0.0/1", "is wider than any network of one's own")]
    [InlineData("10.0.0.0/7", "is wider than any network of one's own")]
    [InlineData("fc00::/6", "is wider than any network of one's own")]
    [InlineData("::ffff:0.0.0.0/96", "is wider than any network of one's own")]
    [InlineData("::ffff:0.0.0.0/80", "is neither an address")]
    public void What_is_neither_or_everybody_is_refused(string text, string because)
    {
        Assert.False(TrustedProxiesReader.TryParse(text, out _, out var told));
        Assert.StartsWith(because, told, StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_written_as_one_text_or_as_a_list_and_each_that_is_wrong_is_named()
    {
        Assert.Empty(Read().Networks);
        Assert.Equal(["10.0.0.0/8", "192.0.2.7/32"], Read(("TrustedProxies", " 10.0.0.0/8, 192.0.2.7 10.0.0.0/8 ")).Networks);
        Assert.Equal(["::1/128", "192.0.2.7/32"], Read(("TrustedProxies:0", "::1"), ("TrustedProxies:1", " 192.0.2.7 ")).Networks);

        Assert.Equal(
            ["ModelDeploy:TrustedProxies names \"nginx\", which is neither", "ModelDeploy:TrustedProxies names \"0.0.0.0/0\", which is wider"],
            Read(("TrustedProxies", "nginx,0.0.0.0/0,10.0.0.0/8")).Errors.Select(error => string.Join(' ', error.Split(' ')[..6])));
    }

    private static (IEnumerable<string> Networks, IReadOnlyList<string> Errors) Read(params IEnumerable<(string Key, string Value)> settings)
    {
        var errors = new List<string>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var networks = TrustedProxiesReader.Read(new SettingsReader(configuration, "ModelDeploy", errors));
        return (networks.Select(network => $"{network}"), errors);
    }
}
