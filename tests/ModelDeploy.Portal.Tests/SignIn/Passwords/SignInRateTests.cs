using System.Net;
using ModelDeploy.Portal.SignIn.Passwords;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.SignIn.Passwords;

public sealed class SignInRateTests
{
    private static readonly IPAddress Somewhere = IPAddress.Parse("192.0.2.1");

    private readonly ManualTime _clock = new(AChange.Start);
    private readonly SignInRate _rate;

    public SignInRateTests() => _rate = new SignInRate(_clock);

    [Fact]
    public void A_name_has_ten_tries_and_then_one_every_six_seconds_from_wherever()
    {
        for (var i = 0; i < SignInRate.PerName; i++)
            Assert.Null(_rate.WaitFor(IPAddress.Parse($"192.0.2.{i}"), "ada"));

        Assert.Equal(SignInRate.BetweenOfName, _rate.WaitFor(Somewhere, "ada"));
        Assert.Null(_rate.WaitFor(Somewhere, "bo"));
        _clock.Advance(SignInRate.BetweenOfName / 2);
        Assert.Equal(SignInRate.BetweenOfName / 2, _rate.WaitFor(Somewhere, "ada"));
        _clock.Advance(SignInRate.BetweenOfName / 2);
        Assert.Null(_rate.WaitFor(Somewhere, "ada"));
        Assert.NotNull(_rate.WaitFor(Somewhere, "ada"));
    }

    [Fact]
    public void An_address_has_thirty_tries_whatever_the_names_and_a_refused_one_costs_nothing()
    {
        for (var i = 0; i < SignInRate.PerAddress; i++)
            Assert.Null(_rate.WaitFor(Somewhere, $"name {i}"));

        for (var i = 0; i < 100; i++)
            Assert.Equal(SignInRate.BetweenOfAddress, _rate.WaitFor(Somewhere, "another"));
        Assert.Null(_rate.WaitFor(IPAddress.Parse("192.0.2.2"), "another"));
        _clock.Advance(SignInRate.BetweenOfAddress);
        Assert.Null(_rate.WaitFor(Somewhere, "another"));
    }

    [Fact]
    public void More_names_than_are_told_apart_share_the_tries_of_one_until_others_are_forgotten()
    {
        for (var i = 0; i < SignInRate.MostKeys; i++)
            Assert.Null(_rate.WaitFor(IPAddress.Parse($"10.{i / 65536}.{i / 256 % 256}.{i % 256}"), $"name {i}"));

        for (var i = 0; i < SignInRate.PerName; i++)
            Assert.Null(_rate.WaitFor(Somewhere, $"further {i}"));
        Assert.NotNull(_rate.WaitFor(Somewhere, "one more"));
        _clock.Advance(SignInRate.BetweenOfName);
        for (var i = 0; i <= SignInRate.PerName; i++)
            Assert.Null(_rate.WaitFor(Somewhere, $"later {i}"));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:0:ffff::2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void A_network_of_IPv6_is_one_address(string one, string other, bool same) =>
        Assert.Equal(same, SignInRate.KeyOf(IPAddress.Parse(one)) == SignInRate.KeyOf(IPAddress.Parse(other)));

    [Fact]
    public void A_clock_that_goes_back_gives_and_takes_nothing()
    {
        var bucket = new TokenBucket(3, AChange.Start);

        Assert.Equal(bucket, bucket.Filled(10, TimeSpan.FromSeconds(1), AChange.Start.AddHours(-1)));
        Assert.Equal(10, bucket.Filled(10, TimeSpan.FromSeconds(1), AChange.Start.AddHours(1)).Left);
    }
}
