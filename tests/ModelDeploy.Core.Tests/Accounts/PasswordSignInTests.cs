using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Core.Tests.Accounts;

public sealed class PasswordSignInTests
{
    private const string Password = PeopleUnderTest.Password;

    private readonly PeopleUnderTest _people = new();

    [Theory]
    [InlineData("grace")]
    [InlineData(" GRACE ")]
    public async Task The_right_password_tells_who_it_is_and_when_they_came(string typed)
    {
        var grace = await _people.AddAsync();

        var proven = await _people.SignIn.TryAsync(typed, Password, default);

        Assert.Equal(new Account(grace.Key, "Grace", IsSystemAdmin: false), proven?.Account);
        Assert.True(proven?.Credential.MustChange);
        Assert.Equal(_people.Clock.GetUtcNow(), (await _people.KeptAsync(grace.Key)).LastSignInAt);
    }

    [Theory]
    [InlineData("grace", "seven wild gees")]
    [InlineData("grace", "")]
    [InlineData("grace", null)]
    [InlineData("nobody", Password)]
    [InlineData("no name at all", Password)]
    [InlineData("", "")]
    [InlineData(null, null)]
    public async Task Whatever_is_not_right_is_refused_after_the_same_work(string? login, string? password)
    {
        await _people.AddAsync();
        var before = _people.Hasher.Verified;

        Assert.Null(await _people.SignIn.TryAsync(login, password, default));

        Assert.Equal(before + 1, _people.Hasher.Verified);
    }

    [Fact]
    public async Task Five_wrong_ones_keep_the_right_one_out_for_a_minute_and_then_it_clears_them()
    {
        var grace = await _people.AddAsync();
        for (var i = 0; i < Lockout.FailuresAllowed; i++)
            Assert.Null(await _people.SignIn.TryAsync("grace", "wrong", default));

        Assert.Null(await _people.SignIn.TryAsync("grace", Password, default));
        Assert.Equal(Lockout.FailuresAllowed, (await _people.KeptAsync(grace.Key)).Failures);
        _people.Clock.Advance(Lockout.First);
        Assert.NotNull(await _people.SignIn.TryAsync("grace", Password, default));
        Assert.Equal((0, null), ((await _people.KeptAsync(grace.Key)).Failures, (await _people.KeptAsync(grace.Key)).LockedUntil));
    }

    [Fact]
    public async Task A_wrong_one_after_the_pause_makes_the_next_one_longer()
    {
        var grace = await _people.AddAsync();
        for (var i = 0; i < Lockout.FailuresAllowed; i++)
            await _people.SignIn.TryAsync("grace", "wrong", default);
        _people.Clock.Advance(Lockout.First);

        await _people.SignIn.TryAsync("grace", "wrong", default);

        Assert.Equal(_people.Clock.GetUtcNow() + 2 * Lockout.First, (await _people.KeptAsync(grace.Key)).LockedUntil);
    }

    [Fact]
    public async Task Of_many_wrong_ones_at_once_each_counts()
    {
        var grace = await _people.AddAsync();

        await Task.WhenAll(Enumerable.Range(0, Lockout.FailuresAllowed).Select(_ => Task.Run(() => _people.SignIn.TryAsync("grace", "wrong", default))));

        Assert.Equal(Lockout.FailuresAllowed, (await _people.KeptAsync(grace.Key)).Failures);
    }

    [Fact]
    public async Task Somebody_who_is_disabled_half_gone_or_not_asked_for_a_password_is_refused()
    {
        var grace = await _people.AddAsync();
        await _people.Accounts.SetDisabledAsync(PeopleUnderTest.Admin, grace.Key, disabled: true, default);
        Assert.Null(await _people.SignIn.TryAsync("grace", Password, default));
        await _people.Accounts.SetDisabledAsync(PeopleUnderTest.Admin, grace.Key, disabled: false, default);
        Assert.NotNull(await _people.SignIn.TryAsync("grace", Password, default));

        await _people.Identities.RemoveAccountAsync(grace.Key, default);
        Assert.Null(await _people.SignIn.TryAsync("grace", Password, default));

        var off = new PeopleUnderTest(offered: false);
        await off.AddAsync();
        Assert.Null(await off.SignIn.TryAsync("grace", Password, default));
        Assert.False(await off.SignIn.IsOfferedAsync(default));
    }

    [Fact]
    public async Task It_is_offered_once_there_is_somebody()
    {
        Assert.False(await _people.SignIn.IsOfferedAsync(default));
        await _people.AddAsync();
        Assert.True(await _people.SignIn.IsOfferedAsync(default));
    }

    [Fact]
    public async Task A_hash_of_old_is_made_anew_by_the_right_password_alone()
    {
        var grace = await _people.AddAsync();
        _people.Hasher.Age = "newer";

        await _people.SignIn.TryAsync("grace", "wrong", default);
        Assert.StartsWith("new:", (await _people.KeptAsync(grace.Key)).PasswordHash, StringComparison.Ordinal);
        await _people.SignIn.TryAsync("grace", Password, default);

        Assert.StartsWith("newer:", (await _people.KeptAsync(grace.Key)).PasswordHash, StringComparison.Ordinal);
        Assert.NotNull(await _people.SignIn.TryAsync("grace", Password, default));
    }

    [Fact]
    public async Task Nothing_that_is_printed_tells_a_password_or_its_hash()
    {
        var grace = await _people.AddAsync();
        var credential = await _people.KeptAsync(grace.Key);

        var printed = $"{credential} {new NewPerson("x", "y", false, Password)} {new IssuedPassword(grace, Password)} {grace}";

        Assert.DoesNotContain(Password, printed, StringComparison.Ordinal);
        Assert.DoesNotContain(credential.PasswordHash, printed, StringComparison.Ordinal);
        Assert.DoesNotContain(credential.Stamp, printed, StringComparison.Ordinal);
    }
}
