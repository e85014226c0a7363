using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Tests.Components;

/// <summary>A page that is ahead of its own address.</summary>
public sealed class AheadOfAddressTests
{
    private readonly AheadOfAddress<string> _search = new("");

    /// <summary>Each story is a list of steps: <c>+x</c> someone asks for x, <c>=x</c> the address reads x.</summary>
    [Theory]
    [InlineData("c?", "=", "+c", "+c?", "=c", "=c?")]
    [InlineData("c?", "=", "+c", "+c?", "=", "=c")]
    [InlineData("c?", "=", "+c", "+c?", "=c?")]
    [InlineData("c", "=", "+c", "+c?", "+c", "=c", "=c?", "=c")]
    [InlineData("", "=", "+c", "=c", "+", "=")]
    [InlineData("linked", "=linked")]
    [InlineData("linked", "=", "+c", "=c", "=linked")]
    [InlineData("linked", "=", "+c", "+c?", "=linked")]
    [InlineData("", "=", "+c", "=c", "=")]
    [InlineData("c", "=", "+c", "+c", "=c", "=c", "=linked", "=c")]
    public void The_newest_wish_holds_until_the_address_comes_from_elsewhere(string shown, params string[] steps)
    {
        foreach (var step in steps)
        {
            if (step[0] == '+')
                _search.Ask(step[1..], step[1..]);
            else
                _search.Read(step[1..]);
        }

        Assert.Equal(shown, _search.Current);
    }

    /// <summary>What the address cannot say stays as it was typed.</summary>
    [Fact]
    public void A_wish_whose_echo_is_poorer_stays()
    {
        _search.Read("");
        _search.Ask("c", "c");
        _search.Read("c");

        _search.Ask(" ", "");

        Assert.False(_search.Read(""));
        Assert.Equal(" ", _search.Current);
    }
}
