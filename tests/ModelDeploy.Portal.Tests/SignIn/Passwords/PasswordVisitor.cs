using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.SignIn.Passwords;

/// <summary>Somebody with a browser-like client who fills in the forms of sign-in.</summary>
internal sealed partial class PasswordVisitor(PortalFactory portal) : IDisposable
{
    public const string FirstPassword = "seven wild geese";
    public const string OwnPassword = "nine lazy lizards";

    public static readonly Viewer Admin = new(Account.Administrator.Key, "Administrator", IsSystemAdmin: true);

    public HttpClient Client { get; } = portal.Visitor();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Adds somebody with <see cref="FirstPassword"/>.</summary>
    public static async Task<LocalPerson> AddAsync(PortalFactory portal, string login, bool admin = false) => Assert.IsType<CommandResult<IssuedPassword>.Accepted>(
        await portal.Services.GetRequiredService<LocalAccounts>().AddAsync(Admin, new NewPerson(login, $"Name of {login}", admin, FirstPassword), Stop)).Value.Person;

    /// <summary>Somebody who is signed in and has changed the password to <see cref="OwnPassword"/>.</summary>
    public static async Task<PasswordVisitor> SettledAsync(PortalFactory portal, string login)
    {
        var visitor = new PasswordVisitor(portal);
        using var signedIn = await visitor.SignInAsync(login, FirstPassword);
        using var changed = await visitor.ChangeAsync(FirstPassword, OwnPassword);
        Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        return visitor;
    }

    public Task<HttpResponseMessage> SignInAsync(string login, string password, string returnUrl = "") =>
        PostAsync("/sign-in", "/sign-in/password", new() { ["login"] = login, ["password"] = password, ["returnUrl"] = returnUrl });

    public Task<HttpResponseMessage> ChangeAsync(string current, string wanted, string? again = null) =>
        PostAsync("/password", "/password", new() { ["current"] = current, ["password"] = wanted, ["again"] = again ?? wanted, ["returnUrl"] = "/groups" });

    /// <summary>Where a page leads, or null when it opens.</summary>
    public async Task<string?> WhereToAsync(string path)
    {
        using var answer = await Client.GetAsync(path, Stop);
        return answer.StatusCode is HttpStatusCode.OK ? null : answer.Headers.Location?.OriginalString ?? answer.StatusCode.ToString();
    }

    public async Task<HttpResponseMessage> PostAsync(string page, string path, Dictionary<string, string> form)
    {
        var token = TokenField().Match(await Client.GetStringAsync(page, Stop));
        if (token.Success)
            form["__RequestVerificationToken"] = token.Groups[1].Value;
        return await Client.PostAsync(path, new FormUrlEncodedContent(form), Stop);
    }

    public void Dispose() => Client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
