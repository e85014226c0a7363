using ModelDeploy.Core.Accounts;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>What every <see cref="IIdentityStore"/> promises.</summary>
public abstract class IdentityStoreConformance
{
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static readonly Account Ada = new(AChange.Ada.Key, "Ada", IsSystemAdmin: true);
    private static readonly DateTimeOffset Now = AChange.Start;
    private static readonly CancellationToken Stop = CancellationToken.None;

    /// <summary>A store with nothing in it, the same one throughout a test.</summary>
    protected abstract IIdentityStore Store { get; }

    [Fact]
    public async Task An_unknown_account_is_not_found()
    {
        Assert.Null(await Store.FindAccountAsync(Ada.Key, Stop));
        Assert.Empty(await Store.ListAccountsAsync(Stop));
    }

    [Fact]
    public async Task Every_field_of_an_account_survives_unspoiled()
    {
        var awkward = new Account(Awkward.Person.Key, Awkward.Text, IsSystemAdmin: false);
        await Store.SaveAccountAsync(awkward, Stop);
        await Store.SaveAccountAsync(Ada, Stop);

        Assert.Equal(awkward, await Store.FindAccountAsync(awkward.Key, Stop));
        Assert.Equal(Ada, await Store.FindAccountAsync(Ada.Key, Stop));
    }

    [Fact]
    public async Task Saving_again_replaces_the_account()
    {
        await Store.SaveAccountAsync(Ada, Stop);
        await Store.SaveAccountAsync(Ada with { Name = "Ada L.", IsSystemAdmin = false }, Stop);

        Assert.Equal([Ada with { Name = "Ada L.", IsSystemAdmin = false }], await Store.ListAccountsAsync(Stop));
    }

    [Fact]
    public async Task A_removed_account_is_gone_and_can_be_removed_again_and_come_again()
    {
        var bo = new Account(Ada.Key with { Subject = "bo" }, "Bo", IsSystemAdmin: false);
        await Store.SaveAccountAsync(Ada, Stop);
        await Store.SaveAccountAsync(bo, Stop);

        await Store.RemoveAccountAsync(Ada.Key, Stop);
        await Store.RemoveAccountAsync(Ada.Key, Stop);
        Assert.Null(await Store.FindAccountAsync(Ada.Key, Stop));
        Assert.Equal([bo], await Store.ListAccountsAsync(Stop));

        await Store.SaveAccountAsync(Ada, Stop);
        Assert.Equal(Ada, await Store.FindAccountAsync(Ada.Key, Stop));
    }

    [Fact]
    public async Task A_person_is_issuer_and_subject_together()
    {
        var elsewhere = new PersonKey("https://issuer.example", Ada.Key.Subject);
        await Store.SaveAccountAsync(Ada, Stop);
        await Store.SaveAccountAsync(new Account(elsewhere, "Other Ada", false), Stop);

        Assert.Equal("Ada", (await Store.FindAccountAsync(Ada.Key, Stop))!.Name);
        Assert.Equal("Other Ada", (await Store.FindAccountAsync(elsewhere, Stop))!.Name);
        Assert.Null(await Store.FindAccountAsync(new PersonKey(Ada.Key.Issuer.ToUpperInvariant(), Ada.Key.Subject), Stop));
    }

    [Fact]
    public async Task Accounts_are_listed_in_the_order_of_their_names()
    {
        foreach (var name in new[] { "Cy", "ada", "Bo" })
            await Store.SaveAccountAsync(new Account(new PersonKey("x", name), name, false), Stop);

        Assert.Equal(["Bo", "Cy", "ada"], (await Store.ListAccountsAsync(Stop)).Select(account => account.Name));
    }

    [Fact]
    public async Task A_link_is_redeemed_once()
    {
        await AddLinkAsync();

        Assert.Equal(Ada.Key, await Store.RedeemSignInLinkAsync(Hash, Now, Stop));
        Assert.Null(await Store.RedeemSignInLinkAsync(Hash, Now, Stop));
    }

    [Fact]
    public async Task An_unknown_link_is_nobodys()
    {
        await AddLinkAsync();

        Assert.Null(await Store.RedeemSignInLinkAsync(new string('0', 64), Now, Stop));
        Assert.Equal(Ada.Key, await Store.RedeemSignInLinkAsync(Hash, Now, Stop));
    }

    [Fact]
    public async Task A_link_works_until_the_moment_it_expires()
    {
        await AddLinkAsync();
        Assert.Equal(Ada.Key, await Store.RedeemSignInLinkAsync(Hash, Now.AddMinutes(10).AddTicks(-1), Stop));

        await AddLinkAsync();
        Assert.Null(await Store.RedeemSignInLinkAsync(Hash, Now.AddMinutes(10), Stop));
    }

    [Fact]
    public async Task An_expired_link_is_removed_by_the_next_redemption_of_any_link()
    {
        await AddLinkAsync();

        Assert.Null(await Store.RedeemSignInLinkAsync(new string('0', 64), Now.AddMinutes(10), Stop));

        Assert.Null(await Store.RedeemSignInLinkAsync(Hash, Now, Stop));
    }

    [Fact]
    public async Task The_expiry_is_a_moment_whatever_its_offset()
    {
        await Store.AddSignInLinkAsync(Hash, Ada.Key, Now.AddMinutes(10).ToOffset(TimeSpan.FromHours(9)), Stop);

        Assert.Equal(Ada.Key, await Store.RedeemSignInLinkAsync(Hash, Now.AddMinutes(9).ToOffset(TimeSpan.FromHours(-5)), Stop));
    }

    [Fact]
    public async Task Of_many_who_redeem_one_link_at_once_exactly_one_gets_the_person()
    {
        await AddLinkAsync();

        var redeemed = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
            Store.RedeemSignInLinkAsync(Hash, Now, Stop))));

        Assert.Equal(Ada.Key, Assert.Single(redeemed, person => person is not null));
    }

    private Task AddLinkAsync() => Store.AddSignInLinkAsync(Hash, Ada.Key, Now.AddMinutes(10), Stop);
}
