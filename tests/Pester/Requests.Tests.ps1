# Credentials in requests: the header and the certificate arrive at a server on the loopback.

BeforeAll {
    Import-Module -Name "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"

    # Answers one request with the head that it got.
    function script:Start-EchoServer ([Net.Sockets.TcpListener] $Listener, [Net.Security.SslServerAuthenticationOptions] $Tls) {
        $Listener.Start()
        Start-ThreadJob -ScriptBlock {
            $client = ($using:Listener).AcceptTcpClient()
            try {
                $stream = $client.GetStream()
                $subject = ''
                if ($using:Tls) {
                    $stream = [Net.Security.SslStream]::new($stream)
                    $stream.AuthenticateAsServer($using:Tls)
                    $subject = $stream.RemoteCertificate.Subject
                }

                $reader = [IO.StreamReader]::new($stream)
                $head = while ($line = $reader.ReadLine()) { $line }
                $body = [Text.Encoding]::UTF8.GetBytes((@{ Head = @($head); Subject = $subject } | ConvertTo-Json))
                $stream.Write([Text.Encoding]::ASCII.GetBytes("HTTP/1.1 200 OK`r`nContent-Type: application/json`r`nContent-Length: $($body.Length)`r`nConnection: close`r`n`r`n"))
                $stream.Write($body)
                $stream.Flush()
            }
            finally {
                $client.Dispose()
            }
        }
    }
}

Describe 'Requests' {
    BeforeAll {
        $key = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=localhost', $key, 'SHA256')
        $script:own = $request.CreateSelfSigned([DateTimeOffset]::Now.AddHours(-1), [DateTimeOffset]::Now.AddHours(1))
    }

    BeforeEach {
        $null = Connect-CredentialAuthority -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())) -Name pester
        $script:listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    }

    AfterEach {
        $script:listener.Stop()
        $script:server | Receive-Job -Wait -AutoRemoveJob -ErrorAction Ignore
        Disconnect-CredentialAuthority -Authority pester
    }

    It 'carry the header of a <Type>' -ForEach @(
        @{ Type = 'ApiToken'; Scheme = 'APIToken' }
        @{ Type = 'ScimApiToken'; Scheme = 'Bearer' }
    ) {
        $script:server = Start-EchoServer -Listener $script:listener
        $token = New-ApiCredential -Name for-requests -Type $Type
        $answer = Invoke-RestMethod -Uri "http://localhost:$($script:listener.LocalEndpoint.Port)/" -Headers $token.GetAuthorizationHeader() -TimeoutSec 60
        $answer.Head | Should -Contain "Authorization: $Scheme $($token.GetToken())"
    }

    It 'carry the token as a secure string' {
        $script:server = Start-EchoServer -Listener $script:listener -Tls ([Net.Security.SslServerAuthenticationOptions]@{ ServerCertificate = $script:own })
        $token = New-ApiCredential -Name for-requests -Type ScimApiToken
        $address = "https://localhost:$($script:listener.LocalEndpoint.Port)/"
        $answer = Invoke-RestMethod -Uri $address -Authentication Bearer -Token $token.Token -SkipCertificateCheck -TimeoutSec 60
        $answer.Head | Should -Contain "Authorization: Bearer $($token.GetToken())"
    }

    It 'carry the client certificate' {
        $agent = New-ApiCredential -Name build-agent -Type ApiCertificate -GeneratePassword
        $policy = [Security.Cryptography.X509Certificates.X509ChainPolicy]@{ TrustMode = 'CustomRootTrust'; RevocationMode = 'NoCheck' }
        $policy.CustomTrustStore.ImportFromPem((Get-CredentialAuthority -Name pester).CertificateAuthorityPem)
        $tls = [Net.Security.SslServerAuthenticationOptions]@{
            ServerCertificate         = $script:own
            ClientCertificateRequired = $true
            CertificateChainPolicy    = $policy
        }
        $script:server = Start-EchoServer -Listener $script:listener -Tls $tls
        $address = "https://localhost:$($script:listener.LocalEndpoint.Port)/"
        $answer = Invoke-RestMethod -Uri $address -Certificate $agent.Certificate -SkipCertificateCheck -TimeoutSec 60
        $answer.Subject | Should -Be CN=build-agent
    }
}
