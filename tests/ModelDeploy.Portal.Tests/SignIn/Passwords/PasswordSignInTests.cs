using System.Globalization;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.SignIn.Passwords;
using ModelDeploy.Portal.Tests.Logs;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.SignIn.Passwords;

/// <summary>Each person of these tests has a name of their own: the portal is the same for all.</summary>
public sealed class PasswordSignInTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private const string First = PasswordVisitor.FirstPassword;
    private const string Own = PasswordVisitor.OwnPassword;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_password_opens_nothing_but_the_page_to_change_it_and_then_everything()
    {
        await PasswordVisitor.AddAsync(portal, "first");
        using var visitor = new PasswordVisitor(portal);

        using var signedIn = await visitor.SignInAsync("First", First, "/groups");
        Assert.Equal((HttpStatusCode.SeeOther, "/password?returnUrl=%2Fgroups"), (signedIn.StatusCode, signedIn.Headers.Location?.OriginalString));
        Assert.True(signedIn.Headers.CacheControl?.NoStore);
        foreach (var path in new[] { "/deployments", "/tokens", "/no/such/page" })
            Assert.StartsWith("/password?returnUrl=", await visitor.WhereToAsync(path), StringComparison.Ordinal);
        foreach (var path in new[] { "/_blazor/negotiate?negotiateVersion=1", "/hubs/logs/negotiate?negotiateVersion=1" })
        {
            using var refused = await visitor.Client.PostAsync(path, null, Stop);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var changed = await visitor.ChangeAsync(First, Own);
        Assert.Equal((HttpStatusCode.SeeOther, "/groups"), (changed.StatusCode, changed.Headers.Location?.OriginalString));
        Assert.Null(await visitor.WhereToAsync("/deployments"));
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_name_and_a_locked_account_get_the_same_answer()
    {
        await PasswordVisitor.AddAsync(portal, "locked");
        for (var i = 0; i < Lockout.FailuresAllowed; i++)
            await portal.Services.GetRequiredService<PasswordSignIn>().TryAsync("locked", "wrong", Stop);
        await PasswordVisitor.AddAsync(portal, "wronged");

        var pages = new List<string>();
        foreach (var (login, password) in new[] { ("locked", First), ("wronged", "not this one"), ("nobody", First), ("<b>no</b> name", First) })
        {
            using var visitor = new PasswordVisitor(portal);
            using var answer = await visitor.SignInAsync(login, password);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("/sign-in?returnUrl=%2Fdeployments", new Uri(new Uri(portal.Address), await visitor.WhereToAsync("/deployments")).PathAndQuery);
            pages.Add(Between(await answer.Content.ReadAsStringAsync(Stop), "role=\"alert\">", "</p>"));
        }
        Assert.Equal(4, pages.Count);
        Assert.StartsWith("Login name and password do not belong together", Assert.Single(pages.Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_as_the_name_comes_back_as_text_and_the_password_does_not()
    {
        await PasswordVisitor.AddAsync(portal, "typed");
        using var visitor = new PasswordVisitor(portal);

        using var answer = await visitor.SignInAsync("\"><script>alert(1)</script>", "a secret that nobody sees");

        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains("&quot;&gt;&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("a secret that nobody sees", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_tries_for_a_name_have_to_wait_and_are_told_how_long()
    {
        await PasswordVisitor.AddAsync(portal, "hurried");
        using var visitor = new PasswordVisitor(portal);
        var rate = portal.Services.GetRequiredService<SignInRate>();
        while (rate.WaitFor(IPAddress.Parse("192.0.2.77"), "hurried") is null)
        {
        }

        using var answer = await visitor.SignInAsync("HURRIED", First);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(int.Parse(Assert.Single(answer.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture), 1, (int)SignInRate.BetweenOfName.TotalSeconds);
        Assert.Contains("Too many tries", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.StartsWith("http", await visitor.WhereToAsync("/deployments"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("login=form&password=seven+wild+geese", HttpStatusCode.BadRequest)]
    public async Task A_form_that_is_not_from_the_page_signs_nobody_in(string form, HttpStatusCode expected)
    {
        await PasswordVisitor.AddAsync(portal, $"form{form.Length}");
        using var visitor = portal.Visitor();
        using var answer = await visitor.PostAsync("/sign-in/password", new StringContent(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded")), Stop);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains("no longer valid", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var json = await visitor.PostAsync("/sign-in/password", new StringContent("{}", new MediaTypeHeaderValue("application/json")), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
    }

    [Fact]
    public async Task A_form_of_more_than_eight_kilobytes_is_refused()
    {
        using var visitor = new PasswordVisitor(portal);
        using var answer = await visitor.SignInAsync("large", new string('x', 9000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_sign_in_never_leads_to_somebody_elses_site()
    {
        await PasswordVisitor.AddAsync(portal, "led");
        using var settled = await PasswordVisitor.SettledAsync(portal, "led");
        using var again = new PasswordVisitor(portal);

        using var answer = await again.SignInAsync("led", Own, "//elsewhere.example/");

        Assert.Equal((HttpStatusCode.SeeOther, "/deployments"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Changing_the_password_ends_other_sessions_and_keeps_this_one()
    {
        await PasswordVisitor.AddAsync(portal, "twice");
        using var here = await PasswordVisitor.SettledAsync(portal, "twice");
        using var there = new PasswordVisitor(portal);
        using var signedIn = await there.SignInAsync("twice", Own);
        Assert.Null(await there.WhereToAsync("/groups"));

        using var changed = await here.ChangeAsync(Own, "ten tired tortoises");

        Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        Assert.Null(await here.WhereToAsync("/groups"));
        Assert.NotNull(await there.WhereToAsync("/groups"));
    }

    [Fact]
    public async Task A_change_that_breaks_a_rule_is_told_at_its_field()
    {
        await PasswordVisitor.AddAsync(portal, "ruled");
        using var visitor = new PasswordVisitor(portal);
        using var signedIn = await visitor.SignInAsync("ruled", First);

        using var refused = await visitor.ChangeAsync("wrong", Own);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("not your current password", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var differing = await visitor.ChangeAsync(First, Own, "another");
        Assert.Contains("not the same as the new password", await differing.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.StartsWith("/password", await visitor.WhereToAsync("/deployments"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disabling_somebody_ends_requests_log_streams_and_tokens()
    {
        var person = await PasswordVisitor.AddAsync(portal, "ended");
        using var visitor = await PasswordVisitor.SettledAsync(portal, "ended");
        using var again = portal.Visitor();
        using var other = new PasswordVisitor(portal);
        using var signedIn = await other.SignInAsync("ended", Own);
        using var stream = await StreamAsync(signedIn);
        var made = await portal.Services.GetRequiredService<ApiTokens>().CreateAsync(new Viewer(person.Key, person.Name, false), "ci", ApiTokenScope.Read, 1, Stop);
        again.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Assert.IsType<CommandResult<NewApiToken>.Accepted>(made).Value.Text);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/api/v1/deployments", Stop)).StatusCode);

        await portal.Services.GetRequiredService<LocalAccounts>().SetDisabledAsync(PasswordVisitor.Admin, person.Key, disabled: true, Stop);

        Assert.NotNull(await visitor.WhereToAsync("/groups"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await again.GetAsync("/api/v1/deployments", Stop)).StatusCode);
        await stream.ClosedAsync().WaitAsync(TimeSpan.FromMinutes(1), Stop);
        using var refused = await new PasswordVisitor(portal).SignInAsync("ended", Own);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_reset_and_a_deletion_end_the_session_too()
    {
        var person = await PasswordVisitor.AddAsync(portal, "reset");
        using var visitor = await PasswordVisitor.SettledAsync(portal, "reset");
        var accounts = portal.Services.GetRequiredService<LocalAccounts>();

        Assert.IsType<CommandResult<IssuedPassword>.Accepted>(await accounts.ResetPasswordAsync(PasswordVisitor.Admin, person.Key, First, Stop));
        Assert.NotNull(await visitor.WhereToAsync("/groups"));

        using var again = await PasswordVisitor.SettledAsync(portal, "reset");
        Assert.Null(await again.WhereToAsync("/groups"));
        await portal.Services.GetRequiredService<Departure>().DeleteAsync(PasswordVisitor.Admin, person.Key, Stop);
        Assert.NotNull(await again.WhereToAsync("/groups"));
    }

    [Fact]
    public async Task Who_came_by_a_link_has_no_password_to_change()
    {
        using var administrator = await portal.SignedInAsync();
        using var answer = await administrator.GetAsync("/password", Stop);
        Assert.Equal((HttpStatusCode.SeeOther, "/deployments"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task No_password_stands_in_the_database_or_the_log()
    {
        await PasswordVisitor.AddAsync(portal, "hidden");
        using var visitor = await PasswordVisitor.SettledAsync(portal, "hidden");
        var files = Directory.GetFiles(portal.DataDirectory, "*.db*").Concat(Directory.GetFiles(portal.DataDirectory, "*.log", SearchOption.AllDirectories)).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync(Stop);
            Assert.DoesNotContain(First, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Own, text, StringComparison.Ordinal);
        }
    }

    private async Task<HubConversation> StreamAsync(HttpResponseMessage signedIn)
    {
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("modeldeploy=", StringComparison.Ordinal)).Split(';')[0];
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(new Uri($"{portal.Address}/hubs/logs".Replace("http", "ws")), Stop);
        var stream = await HubConversation.BeginAsync(socket);
        await stream.FollowAsync("nobody-knows");
        return stream;
    }

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
