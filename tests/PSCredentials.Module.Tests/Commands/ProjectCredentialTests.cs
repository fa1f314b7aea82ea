using System.Text.Json;

namespace PSCredentials.Module.Tests.Commands;

/// <summary>Project credentials: bodies of the contract, many rows at once, passwords.</summary>
public sealed class ProjectCredentialTests : VaultTest
{
    private const string Who = "-Email user@example.com -FullName 'John Doe'";

    public ProjectCredentialTests() => _ = Session.Do("""
        $null = New-CredentialRole API_USER
        $null = New-CredentialRole DEVELOPER
        $null = New-CredentialProject MyProject
        """);

    /// <summary>The bodies of contract 3's document, and the parameters that mean the same.</summary>
    public static TheoryData<string, string> Bodies => new()
    {
        {
            """{"email":"user@example.com","fullName":"John Doe","description":"API user credential","username":"api-user","password":"SecurePassword123!","roleNameList":["API_USER"],"enabled":true,"ipList":[],"expireDate":null}""",
            "-Username api-user -Email user@example.com -FullName 'John Doe' -Description 'API user credential' -Role API_USER"
        },
        {
            """{"email":"restricted@example.com","fullName":"Restricted User","description":"Credential with IP restrictions","username":"restricted-user","password":"SecurePassword123!","roleNameList":["API_USER","DEVELOPER"],"enabled":true,"ipList":["192.168.1.100","10.0.0.0/8","172.16.0.0/12"],"expireDate":null}""",
            "-Username restricted-user -Email restricted@example.com -FullName 'Restricted User' -Description 'Credential with IP restrictions' -Role API_USER, DEVELOPER -IPAddress 192.168.1.100, 10.0.0.0/8, 172.16.0.0/12"
        },
        {
            """{"email":"temporary@example.com","fullName":"Temporary User","description":"Temporary credential with expiration","username":"temp-user","password":"SecurePassword123!","roleNameList":["API_USER"],"enabled":true,"ipList":[],"expireDate":"2024-12-31T23:59:59.000Z"}""",
            "-Username temp-user -Email temporary@example.com -FullName 'Temporary User' -Description 'Temporary credential with expiration' -Role API_USER -ExpireDate 2024-12-31T23:59:59.000Z"
        },
        {
            """{"email":"disabled@example.com","fullName":"Disabled User","description":"Disabled credential","username":"disabled-user","password":"SecurePassword123!","roleNameList":["API_USER"],"enabled":false,"ipList":[],"expireDate":null}""",
            "-Username disabled-user -Email disabled@example.com -FullName 'Disabled User' -Description 'Disabled credential' -Role API_USER -Disabled"
        },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_of_the_contract_makes_what_the_parameters_make(string body, string parameters)
    {
        Session.Set("body", FromJson(body));
        string[] facts = ["Username", "Project", "State", "Email", "FullName", "Description", "Role", "IPAddress", "ExpiresAt"];
        string Facts(PSObject made) => string.Join(" | ", facts.Select(name => Conformance.SampleSession.Text(made.Properties[name].Value)));

        PSObject piped = Session.One("$made = $body | New-ProjectCredential -Project MyProject; $made");
        string fromBody = Facts(piped);
        Assert.Equal("Deployment completed successfully", Session.One("$made.DeploymentResult.Message").ToString());
        PSObject verdict = Session.One("Test-ProjectCredential $made.Username SecurePassword123! -IPAddress 10.1.1.1 -Detailed");
        Assert.Equal(piped.Text("State") == "Active" ? "Valid" : piped.Text("State"), verdict.Text("Reason"));
        _ = Session.Do("Remove-ProjectCredential $made -Confirm:$false");

        Assert.Equal(fromBody, Facts(Session.One($"New-ProjectCredential -Project MyProject -Password SecurePassword123! {parameters}")));
    }

    [Theory]
    [InlineData("{\"username\":\"\",\"password\":\"SecurePassword123!\",\"fullName\":\"x\",\"email\":\"x@example.com\"}", "Credential username can not be empty!")]
    [InlineData("{\"username\":\"x\",\"password\":\"\",\"fullName\":\"x\",\"email\":\"x@example.com\"}", "Credential password can not be empty!")]
    [InlineData("{\"username\":\"x\",\"fullName\":\"x\",\"email\":\"x@example.com\"}", "Credential password can not be empty!")]
    [InlineData("{\"username\":\"x\",\"password\":\"SecurePassword123!\",\"fullName\":null,\"email\":\"x@example.com\"}", "Credential full name can not be empty!")]
    [InlineData("{\"username\":\"x\",\"password\":\"SecurePassword123!\",\"fullName\":\"x\"}", "Credential email can not be empty!")]
    [InlineData("{\"username\":\"x\",\"password\":\"SecurePassword123!\",\"fullName\":\"x\",\"email\":\"x\"}", "Email is not an e-mail address")]
    [InlineData("{\"username\":\"x\",\"password\":\"SecurePassword123!\",\"fullName\":\"x\",\"email\":\"x@example.com\",\"roleNameList\":[\"ADMIN\"]}", "Role 'ADMIN' does not exist")]
    [InlineData("{\"username\":\"x\",\"password\":\"SecurePassword123!\",\"fullName\":\"x\",\"email\":\"x@example.com\",\"ipList\":[\"10.0.0.256\"]}", "'10.0.0.256'")]
    [InlineData("{\"username\":\"x\",\"password\":\"SecurePassword123!\",\"fullName\":\"x\",\"email\":\"x@example.com\",\"expireDate\":\"someday\"}", "'someday' is not a date")]
    public void What_the_contract_forbids_is_one_error_that_says_so(string body, string text)
    {
        Session.Set("body", FromJson(body));

        SessionResult run = Session.Run("$body | New-ProjectCredential -Project MyProject");

        Assert.Contains(text, run.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Session.Do("Get-ProjectCredential").Output);
    }

    [Fact]
    public void Many_rows_come_out_in_their_order_and_a_bad_one_is_an_error_that_names_it()
    {
        SessionResult run = Session.Run($$"""
            0..19 | ForEach-Object { [pscustomobject]@{ Username = "user-$_"; Email = if ($_ -eq 7) { 'nothing' } else { "u$_@example.com" }; FullName = "User $_" } } |
                New-ProjectCredential -Project MyProject -GeneratePassword
            """);

        Assert.Equal(Enumerable.Range(0, 20).Where(i => i != 7).Select(i => $"user-{i}"), run.All("Username"));
        Assert.Equal("user-7", run.Error.TargetObject);
        Assert.EndsWith("(Object 8 of the pipeline.)", run.Error.Exception.Message, StringComparison.Ordinal);
        Assert.All(run.Output, made => Assert.Equal(24, ((System.Security.SecureString)made.Properties["Password"].Value).Length));
    }

    [Fact]
    public void The_first_of_two_rows_of_one_username_is_the_one_that_is_made()
    {
        SessionResult run = Session.Run($$"""
            1..5 | ForEach-Object { [pscustomobject]@{ Username = 'Twin'; Email = "u$_@example.com"; FullName = "User $_" } } |
                New-ProjectCredential -Project MyProject -GeneratePassword
            """);

        Assert.Equal(["User 1"], run.All("FullName"));
        Assert.Equal(4, run.Errors.Count);
        Assert.All(run.Errors, error => Assert.StartsWith("There is already a credential has this name!", error.Exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void With_errors_that_stop_nothing_behind_the_first_is_made()
    {
        ErrorRecord error = Session.Catch("""
            'a', 'b', 'nothing', 'c', 'd', 'e' | ForEach-Object { [pscustomobject]@{ Username = "user-$_"; Email = if ($_ -eq 'nothing') { $_ } else { "$_@example.com" }; FullName = $_ } } |
                New-ProjectCredential -Project MyProject -GeneratePassword -ErrorAction Stop
            """);

        Assert.Contains("Object 3 of", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["user-a", "user-b"], Session.Do("Get-ProjectCredential").All("Username"));
    }

    [Fact]
    public void A_PSCredential_stands_for_username_and_password_and_not_beside_them()
    {
        Session.Set("password", NewApiCredentialTests.Secure("a good password 1"));
        _ = Session.Do($"$account = [pscredential]::new('ada', $password); $null = New-ProjectCredential -Credential $account -Project MyProject {Who}");

        Assert.Equal(true, Session.One("$account | Test-ProjectCredential").BaseObject);
        Assert.Equal(true, Session.One("Test-ProjectCredential ada 'a good password 1'").BaseObject);
        Assert.StartsWith("Credential says otherwise", Session.Run($"New-ProjectCredential eve MyProject -Credential $account {Who}").Error.Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("Password and GeneratePassword exclude", Session.Run($"New-ProjectCredential eve MyProject -Password x -GeneratePassword {Who}").Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_made_password_is_shown_on_request_alone_and_never_again()
    {
        PSObject plain = Session.One($"$plain = New-ProjectCredential ada MyProject -GeneratePassword -AsPlainText {Who}; $plain");
        string password = Assert.IsType<string>(plain.Properties["Password"].Value);

        string second = Session.One("$changed = Set-ProjectCredential ada -GeneratePassword -GracePeriod 1h; $changed.GetPassword()").ToString();
        Assert.DoesNotContain(second, Session.One("[Management.Automation.PSSerializer]::Serialize($changed)").ToString(), StringComparison.Ordinal);
        Session.Set("first", password);
        Assert.Equal(["True", "True"], Session.Do("Test-ProjectCredential ada $first; Test-ProjectCredential ada $changed.GetPassword()").Output.Select(item => item.ToString()));
    }

    [Fact]
    public void A_failing_environment_is_a_warning_and_on_the_object()
    {
        Session.Set("key", NewApiCredentialTests.Secure("sixteen characters"));
        _ = Session.Do("$null = New-CredentialEnvironment hook MyProject -Uri http://127.0.0.1:9/x -SigningKey $key -WarningAction Ignore");

        SessionResult run = Session.Do($"$made = New-ProjectCredential ada MyProject -GeneratePassword {Who}; $made.DeploymentResult.Success; $made.DeploymentResult.EnvironmentResults | ForEach-Object {{ \"$($_.EnvironmentName) $($_.Success)\" }}");

        Assert.Contains("Environment 'hook' of project 'MyProject': ", Assert.Single(run.Streams), StringComparison.Ordinal);
        Assert.Equal(["False", "hook False"], run.Output.Select(item => item.ToString()));
        Assert.Equal(["ada"], Session.Do("Get-CredentialDeployment").All("Username"));
    }

    [Fact]
    public void A_new_password_that_the_binder_refuses_is_not_shown() =>
        Assert.DoesNotContain("open secret", Session.Run($"$null = New-ProjectCredential ada MyProject -GeneratePassword {Who}; Set-ProjectCredential ada -Password 'open secret'").Error.ToString(), StringComparison.Ordinal);

    // As ConvertFrom-Json makes it, which a hosted engine does not have; it reads texts in the form of a date as DateTime.
    private static PSObject FromJson(string body)
    {
        var made = new PSObject();
        foreach (JsonProperty property in JsonDocument.Parse(body).RootElement.EnumerateObject())
        {
            object? value = property.Value.ValueKind switch
            {
                JsonValueKind.Array => property.Value.EnumerateArray().Select(item => (object?)item.GetString()).ToArray(),
                JsonValueKind.String => property.Value.TryGetDateTime(out DateTime moment) ? moment : property.Value.GetString(),
                JsonValueKind.Null => null,
                _ => property.Value.GetBoolean(),
            };
            made.Properties.Add(new PSNoteProperty(property.Name, value));
        }

        return made;
    }
}
