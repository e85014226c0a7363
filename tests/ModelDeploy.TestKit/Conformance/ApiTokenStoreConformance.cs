using ModelDeploy.Core.Accounts;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>What every <see cref="IApiTokenStore"/> promises.</summary>
public abstract class ApiTokenStoreConformance
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    /// <summary>A store with nothing in it, the same one throughout a test.</summary>
    protected abstract IApiTokenStore Store { get; }

    [Fact]
    public async Task An_unknown_hash_finds_nothing()
    {
        await Store.AddAsync(Token("known"), Stop);

        Assert.Null(await Store.FindAsync(HashOf("unknown"), Stop));
    }

    [Theory]
    [InlineData(ApiTokenScope.Read)]
    [InlineData(ApiTokenScope.Write)]
    public async Task Every_field_survives_unspoiled(ApiTokenScope scope)
    {
        var token = Token("awkward") with { Name = Awkward.Text, Person = Awkward.Person.Key, Scope = scope, LastUsedAt = AChange.Start.AddHours(1) };
        await Store.AddAsync(token, Stop);

        Assert.Equal(token, await Store.FindAsync(token.Hash, Stop));
        Assert.Equal([token], await Store.ListAsync(token.Person, Stop));
    }

    [Fact]
    public async Task A_person_sees_their_own_only_the_newest_first_those_that_are_over_among_them()
    {
        var (old, young, other) = (Token("old"), Token("young") with { CreatedAt = AChange.Start.AddDays(2) }, Token("other") with { Person = AChange.Ada.Key with { Subject = "grace" } });
        foreach (var token in new[] { old with { ExpiresAt = old.CreatedAt.AddSeconds(1) }, young, other })
            await Store.AddAsync(token, Stop);

        Assert.Equal(["young", "old"], (await Store.ListAsync(AChange.Ada.Key, Stop)).Select(token => token.Name));
    }

    [Fact]
    public async Task A_use_is_noted_and_one_of_a_token_that_is_gone_brings_nothing_back()
    {
        var (kept, gone) = (Token("kept"), Token("gone"));
        await Store.AddAsync(kept, Stop);
        await Store.NoteUseAsync(kept, AChange.Start.AddMinutes(5), Stop);
        await Store.NoteUseAsync(gone, AChange.Start.AddMinutes(5), Stop);

        Assert.Equal(kept with { LastUsedAt = AChange.Start.AddMinutes(5) }, await Store.FindAsync(kept.Hash, Stop));
        Assert.Null(await Store.FindAsync(gone.Hash, Stop));
    }

    [Fact]
    public async Task Only_its_owner_removes_it_and_once()
    {
        var token = Token("mine");
        await Store.AddAsync(token, Stop);

        Assert.False(await Store.RemoveAsync(token.Person with { Subject = "grace" }, token.Id, Stop));
        Assert.False(await Store.RemoveAsync(token.Person, Guid.NewGuid(), Stop));
        Assert.NotNull(await Store.FindAsync(token.Hash, Stop));
        Assert.True(await Store.RemoveAsync(token.Person, token.Id, Stop));
        Assert.False(await Store.RemoveAsync(token.Person, token.Id, Stop));
        Assert.Null(await Store.FindAsync(token.Hash, Stop));
        Assert.Empty(await Store.ListAsync(token.Person, Stop));
    }

    private static ApiToken Token(string name) => new(
        Guid.NewGuid(), HashOf(name), AChange.Ada.Key, name, ApiTokenScope.Read, AChange.Start, AChange.Start.AddDays(30), LastUsedAt: null);

    private static string HashOf(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
