using ModelDeploy.Core.Accounts;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Accounts;

public sealed class LockoutTests
{
    private static readonly DateTimeOffset Now = AChange.Start;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(8, 8)]
    [InlineData(9, 15)]
    [InlineData(10, 15)]
    [InlineData(int.MaxValue, 15)]
    public void It_begins_after_five_and_doubles_up_to_a_quarter_of_an_hour(int failures, int minutes) =>
        Assert.Equal(minutes == 0 ? null : Now.AddMinutes(minutes), Lockout.Until(failures, Now));

    [Fact]
    public void It_is_over_at_its_end_and_not_before()
    {
        var until = Now.AddMinutes(1);

        Assert.True(Lockout.IsOn(until, until.AddTicks(-1)));
        Assert.False(Lockout.IsOn(until, until));
        Assert.False(Lockout.IsOn(null, Now));
    }

    [Fact]
    public void Wrong_ones_add_up_without_end_and_the_right_one_clears_them()
    {
        var credential = new LocalCredential { Person = AChange.Ada.Key, Login = "ada", PasswordHash = "", Stamp = "", CreatedAt = Now, Failures = int.MaxValue };

        var failed = Lockout.Failed(credential, Now);
        Assert.Equal((int.MaxValue, Now.AddMinutes(15)), (failed.Failures, failed.LockedUntil));
        Assert.Equal(credential with { Failures = 0 }, Lockout.Cleared(failed));
    }
}
