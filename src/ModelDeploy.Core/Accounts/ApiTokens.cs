using System.Collections.Concurrent;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Accounts;

/// <summary>Makes, shows, takes back and recognises personal tokens. What is made and taken back is told to the audit.</summary>
public sealed class ApiTokens(IApiTokenStore store, Standing standing, TimeProvider clock, AuditTrail audit)
{
    /// <summary>How many a person may have.</summary>
    public const int MostPerPerson = 50;

    /// <summary>How long a name may be, in characters.</summary>
    public const int LongestName = 60;

    /// <summary>How long a token may be good, in days.</summary>
    public const int MostDays = 366;

    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _noted = new();

    /// <summary>The viewer's own, the newest first.</summary>
    public Task<IReadOnlyList<ApiToken>> ListAsync(Viewer viewer, CancellationToken stop) => store.ListAsync(viewer.Person, stop);

    /// <summary>Makes one for the viewer; its text is in the answer, and nowhere else.</summary>
    /// <param name="by">Whose it will be.</param>
    /// <param name="name">What to call it; not one of theirs already.</param>
    /// <param name="scope">What it is good for.</param>
    /// <param name="days">For how long.</param>
    /// <param name="stop">Gives up.</param>
    public Task<CommandResult<NewApiToken>> CreateAsync(Viewer by, string name, ApiTokenScope scope, int days, CancellationToken stop) =>
        StoreUnavailableException.AnsweredAsync(MakeAsync(by, name.Trim(), scope, days, stop));

    /// <summary>Takes one of the viewer's own back: from now on it opens nothing.</summary>
    public Task<CommandResult<Guid>> RevokeAsync(Viewer by, Guid id, CancellationToken stop) => StoreUnavailableException.AnsweredAsync(RemoveAsync(by, id, stop));

    /// <summary>Who acts by a token of this text and with what scope; null when nobody may, whatever the reason.</summary>
    /// <exception cref="StoreUnavailableException">Nobody can tell now.</exception>
    public async Task<(Account Account, ApiTokenScope Scope)?> RecogniseAsync(string? text, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (ApiTokenText.HashOf(text) is not { } hash || await store.FindAsync(hash, stop) is not { } token || !token.IsGoodAt(now))
            return null;
        if (await standing.OfTokenAsync(token.Person, stop) is not { } account)
            return null;
        await NoteUseAsync(token, now, stop);
        return (account, token.Scope);
    }

    private async Task<CommandResult<NewApiToken>> MakeAsync(Viewer by, string name, ApiTokenScope scope, int days, CancellationToken stop)
    {
        var existing = await store.ListAsync(by.Person, stop);
        if (existing.Count >= MostPerPerson)
            return new CommandResult<NewApiToken>.Conflict(AccountTexts.TooManyTokens.With(MostPerPerson));
        if (Check(name, days, existing) is { Count: > 0 } errors)
            return new CommandResult<NewApiToken>.Invalid(errors.ToEquatableList());
        var (now, text) = (clock.GetUtcNow(), ApiTokenText.Create());
        var token = new ApiToken(Guid.NewGuid(), ApiTokenText.HashOf(text)!, by.Person, name, scope, now, now + TimeSpan.FromDays(days), null);
        await store.AddAsync(token, stop);
        await audit.DoneAsync(by, AuditAction.TokenCreated, TargetOf(token.Id), null, Told(token));
        return new CommandResult<NewApiToken>.Accepted(new NewApiToken(token, text));
    }

    private async Task<CommandResult<Guid>> RemoveAsync(Viewer by, Guid id, CancellationToken stop)
    {
        if (!await store.RemoveAsync(by.Person, id, stop))
            return new CommandResult<Guid>.NotFound();
        _noted.TryRemove(id, out _);
        await audit.DoneAsync(by, AuditAction.TokenRevoked, TargetOf(id));
        return new CommandResult<Guid>.Accepted(id);
    }

    private static List<FieldError> Check(string name, int days, IReadOnlyList<ApiToken> existing)
    {
        List<FieldError> errors = [];
        if (name.Length is 0 or > LongestName)
            errors.Add(new FieldError("name", AccountTexts.TokenName.With(LongestName)));
        else if (name.Any(char.IsControl) || !StorableText.IsWellFormed(name))
            errors.Add(new FieldError("name", AccountTexts.TokenNameCharacters));
        else if (existing.Any(token => token.Name == name))
            errors.Add(new FieldError("name", AccountTexts.TokenNameTaken));
        if (days is < 1 or > MostDays)
            errors.Add(new FieldError("days", AccountTexts.TokenDays.With(MostDays)));
        return errors;
    }

    /// <summary>Not at every request: whoever reads it wants to know whether a token is still in use.</summary>
    private async Task NoteUseAsync(ApiToken token, DateTimeOffset now, CancellationToken stop)
    {
        var last = _noted.GetValueOrDefault(token.Id, token.LastUsedAt ?? DateTimeOffset.MinValue);
        if (now - last < BetweenNotes && now >= last)
            return;
        _noted[token.Id] = now;
        try
        {
            await store.NoteUseAsync(token, now, stop);
        }
        catch (StoreUnavailableException)
        {
            // A store that takes no writes lets nobody in or out.
            _noted.TryRemove(token.Id, out _);
        }
    }

    private static AuditTarget TargetOf(Guid id) => new(AuditTargetKind.Token, $"{id}");

    private static object Told(ApiToken token) => new { token.Name, token.Scope, token.ExpiresAt };
}

/// <summary>A token that was just made.</summary>
/// <param name="Token">What is kept of it.</param>
/// <param name="Text">What a program shows; it cannot be had again.</param>
public sealed record NewApiToken(ApiToken Token, string Text)
{
    /// <summary>Names it, and never shows its text.</summary>
    public override string ToString() => $"Token {Token.Name}";
}
