using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>What every <see cref="ICredentialStore"/> promises.</summary>
public abstract class CredentialStoreConformance
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    /// <summary>A store with nothing in it, the same one throughout a test.</summary>
    protected abstract ICredentialStore Store { get; }

    [Fact]
    public async Task Who_is_unknown_is_not_found()
    {
        await AddAsync(Of("ada"));

        Assert.Null(await Store.FindAsync(Of("bo").Person, Stop));
        Assert.Null(await Store.FindAsync(Of("ada").Person with { Issuer = "https://issuer.example" }, Stop));
        Assert.Null(await Store.FindByLoginAsync("bo", Stop));
        Assert.Null(await Store.FindByLoginAsync("ADA", Stop));
    }

    [Fact]
    public async Task Every_field_survives_unspoiled()
    {
        var full = Of("full.name+tag@mail.example") with
        {
            PasswordHash = Awkward.Text,
            Stamp = Awkward.Text,
            MustChange = true,
            IsDisabled = true,
            Failures = int.MaxValue,
            LockedUntil = AChange.Start.AddTicks(1_234_567),
            LastSignInAt = AChange.Start.AddHours(-1).AddTicks(7),
        };
        var added = await AddAsync(full);

        Assert.Equal(full with { Version = added.Version }, added);
        Assert.NotEqual("", added.Version);
        Assert.Equal(added, await Store.FindAsync(full.Person, Stop));
        Assert.Equal(added, await Store.FindByLoginAsync(full.Login, Stop));
        Assert.Equal([added], await Store.ListAsync(Stop));
    }

    [Fact]
    public async Task What_is_saved_replaces_all_of_it_also_what_is_nothing_now()
    {
        var added = await AddAsync(Of("ada") with { LockedUntil = AChange.Start, LastSignInAt = AChange.Start, Failures = 7, IsDisabled = true });
        var wanted = added with { PasswordHash = "other", Stamp = "later", LockedUntil = null, LastSignInAt = null, Failures = 0, IsDisabled = false, MustChange = true };

        var saved = StoreResultAssert.Stored(await Store.SaveAsync(wanted, Stop));

        Assert.NotEqual(added.Version, saved.Version);
        Assert.Equal(wanted with { Version = saved.Version }, saved);
        Assert.Equal(saved, await Store.FindAsync(wanted.Person, Stop));
        Assert.Equal(saved, await Store.FindByLoginAsync(wanted.Login, Stop));
    }

    [Fact]
    public async Task A_login_name_is_taken_once_and_free_again_when_its_owner_is_gone()
    {
        var first = await AddAsync(Of("ada"));
        var namesake = Of("ada") with { Person = new PersonKey(PersonKey.LocalIssuer, "another") };

        Assert.IsType<StoreResult<LocalCredential>.Taken>(await Store.AddAsync(namesake, Stop));
        Assert.Null(await Store.FindAsync(namesake.Person, Stop));
        await Store.RemoveAsync(first.Person, Stop);
        await AddAsync(namesake);
        Assert.Equal(namesake.Person, (await Store.FindByLoginAsync("ada", Stop))?.Person);
        Assert.Null(await Store.FindAsync(first.Person, Stop));
        Assert.Equal("another", (await Store.FindAsync(namesake.Person, Stop))?.Person.Subject);
    }

    [Fact]
    public async Task Of_two_who_read_the_same_one_writes()
    {
        var read = await AddAsync(Of("ada"));
        StoreResultAssert.Stored(await Store.SaveAsync(read with { Failures = 1 }, Stop));

        Assert.IsType<StoreResult<LocalCredential>.Conflict>(await Store.SaveAsync(read with { Failures = 2 }, Stop));
        Assert.Equal(1, (await Store.FindByLoginAsync("ada", Stop))?.Failures);
    }

    [Fact]
    public async Task Of_many_who_write_at_once_each_that_tries_again_counts()
    {
        await AddAsync(Of("ada"));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(CountAsync)));

        Assert.Equal(5, (await Store.FindByLoginAsync("ada", Stop))?.Failures);

        async Task CountAsync()
        {
            LocalCredential read;
            do
                read = (await Store.FindByLoginAsync("ada", Stop))!;
            while (await Store.SaveAsync(read with { Failures = read.Failures + 1 }, Stop) is StoreResult<LocalCredential>.Conflict);
        }
    }

    [Fact]
    public async Task Who_is_removed_is_gone_and_comes_back_by_no_write()
    {
        var gone = await AddAsync(Of("ada"));
        var kept = await AddAsync(Of("bo"));
        await Store.RemoveAsync(gone.Person, Stop);
        await Store.RemoveAsync(gone.Person, Stop);

        Assert.IsType<StoreResult<LocalCredential>.Missing>(await Store.SaveAsync(gone with { Failures = 1 }, Stop));
        Assert.Null(await Store.FindAsync(gone.Person, Stop));
        Assert.Null(await Store.FindByLoginAsync("ada", Stop));
        Assert.Equal([kept], await Store.ListAsync(Stop));
    }

    [Fact]
    public async Task They_are_listed_in_the_order_of_their_login_names()
    {
        foreach (var login in new[] { "cy", "a_b", "ada", "a.b", "0x" })
            await AddAsync(Of(login));

        Assert.Equal(["0x", "a.b", "a_b", "ada", "cy"], (await Store.ListAsync(Stop)).Select(credential => credential.Login));
    }

    private static LocalCredential Of(string login) => new()
    {
        Person = new PersonKey(PersonKey.LocalIssuer, $"subject of {login}"),
        Login = login,
        PasswordHash = "hash",
        Stamp = "stamp",
        CreatedAt = AChange.Start,
    };

    private Task<LocalCredential> AddAsync(LocalCredential credential) => StoreResultAssert.StoredAsync(Store.AddAsync(credential, Stop));
}
