using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Portal.SignIn;

/// <summary>Makes the links that are printed: each signs one person in, once.</summary>
/// <param name="links">Issues the tokens.</param>
/// <param name="person">Whom the links are for: this portal's own administrator.</param>
public sealed class SignInLinkIssuer(SignInLinks links, PersonKey person)
{
    /// <summary>What stands before a printed link.</summary>
    public const string FirstWord = "Open";

    /// <summary>A new link below this address, which has no slash at the end.</summary>
    public async Task<string> IssueAsync(string address, CancellationToken stop) =>
        $"{address}/sign-in?token={await links.IssueAsync(person, stop)}";

    /// <summary>
    /// Prints one link to standard output, and never through a logger: log files must not let anybody in.
    /// </summary>
    public async Task PrintAsync(string address, CancellationToken stop) =>
        await Console.Out.WriteLineAsync($"{FirstWord} {await IssueAsync(address, stop)}".AsMemory(), stop);
}
